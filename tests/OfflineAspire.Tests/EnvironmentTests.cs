using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace OfflineAspire.Tests;

/// <summary>What a project finds in its environment, as Aspire would give it.</summary>
[Parallelizable(ParallelScope.All)]
public class EnvironmentTests
{
    const string Profile = """{ "profiles": { "http": { "commandName": "Project", "applicationUrl": "http://localhost:7000", "environmentVariables": { "A": "b" } } } }""";

    [Test]
    public async Task It_listens_where_DCP_sends_its_clients()
    {
        var environment = await ComposeAsync((_, project) => project);

        Assert.That(environment["ASPNETCORE_URLS"], Is.EqualTo("http://localhost:{{- portForServing \"web-http\" -}}"));
    }

    [Test]
    public async Task Its_launch_profile_is_part_of_it()
    {
        var environment = await ComposeAsync((_, project) => project);

        Assert.That((environment["A"], environment["DOTNET_LAUNCH_PROFILE"]), Is.EqualTo(("b", "http")));
    }

    [Test]
    public async Task The_launch_profile_can_be_named()
    {
        using var other = new TemporaryProject("""{ "profiles": { "http": { "commandName": "Project" }, "http-us": { "commandName": "Project", "applicationUrl": "http://localhost:7001" } } }""");
        var builder = DistributedApplication.CreateBuilder([]);

        var resource = builder.AddProject("api", other.Path, "http-us").Resource;

        Assert.That((await VariablesOfAsync(resource))["DOTNET_LAUNCH_PROFILE"], Is.EqualTo("http-us"));
        Assert.That(resource.Endpoints.Single().Port, Is.EqualTo(7001));
    }

    [Test]
    public void A_launch_profile_that_is_not_there_is_named()
    {
        using var other = new TemporaryProject(Profile);
        var builder = DistributedApplication.CreateBuilder([]);

        Assert.That(() => builder.AddProject("api", other.Path, "http-us"), Throws.TypeOf<DistributedApplicationException>().With.Message.Contains("'http-us'"));
    }

    [Test]
    public async Task AppHost_overrides_the_launch_profile()
    {
        var environment = await ComposeAsync((_, project) => project.WithEnvironment("A", "c"));

        Assert.That(environment["A"], Is.EqualTo("c"));
    }

    [Test]
    public async Task Telemetry_carries_the_name_of_the_resource()
    {
        var environment = await ComposeAsync((_, project) => project);

        Assert.That((environment["OTEL_SERVICE_NAME"], environment["OTEL_RESOURCE_ATTRIBUTES"]),
            Is.EqualTo(("web", "service.instance.id={{- index .Annotations \"instance-id\" -}}")));
    }

    [Test]
    public async Task A_reference_tells_where_the_other_resource_is()
    {
        using var other = new TemporaryProject(Profile);
        var environment = await ComposeAsync((builder, project) =>
        {
            var api = builder.AddProject("metadata-api-eu", other.Path);
            api.Resource.Endpoints[0].Url.SetResult("http://localhost:7005");
            return project.WithReference(api);
        });

        Assert.That((environment["services__metadata-api-eu__http__0"], environment["METADATA_API_EU_HTTP"]), Is.EqualTo(("http://localhost:7005", "http://localhost:7005")));
    }

    [Test]
    public async Task A_reference_to_an_external_service_tells_its_address()
    {
        var environment = await ComposeAsync((builder, project) => project.WithReference(builder.AddExternalService("zitadel", "https://example.com/")));

        Assert.That(environment["services__zitadel__https__0"], Is.EqualTo("https://example.com/"));
    }

    [Test]
    public async Task A_parameter_has_its_value_from_the_configuration()
    {
        var environment = await ComposeAsync((builder, project) =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Parameters:greeting"] = "hello" });
            var greeting = builder.AddParameter("greeting");
            return project.WithEnvironment(async context => context.EnvironmentVariables["GREETING"] = (await greeting.Resource.GetValueAsync(default))!);
        });

        Assert.That(environment["GREETING"], Is.EqualTo("hello"));
    }

    [Test]
    public void A_parameter_without_a_value_says_which_setting_is_missing()
    {
        var parameter = DistributedApplication.CreateBuilder([]).AddParameter("greeting");

        Assert.That(async () => await parameter.Resource.GetValueAsync(default), Throws.TypeOf<DistributedApplicationException>().With.Message.Contains("Parameters:greeting"));
    }

    [Test]
    public void Two_resources_cannot_have_one_name()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        builder.AddParameter("greeting");

        Assert.That(() => builder.AddParameter("Greeting"), Throws.TypeOf<DistributedApplicationException>().With.Message.Contains("'Greeting'"));
    }

    static async Task<Dictionary<string, string>> ComposeAsync(
        Func<IDistributedApplicationBuilder, IResourceBuilder<ProjectResource>, IResourceBuilder<ProjectResource>> describe)
    {
        using var project = new TemporaryProject(Profile);
        var builder = DistributedApplication.CreateBuilder([]);
        return await VariablesOfAsync(describe(builder, builder.AddProject("web", project.Path)).Resource);
    }

    static async Task<Dictionary<string, string>> VariablesOfAsync(ProjectResource resource)
    {
        var context = new EnvironmentCallbackContext(CancellationToken.None);
        foreach (var callback in resource.EnvironmentCallbacks) await callback(context);
        var environment = new Dictionary<string, string>();
        foreach (var (name, value) in context.EnvironmentVariables)
            environment[name] = value is EndpointReference endpoint ? (await endpoint.GetValueAsync())! : (string)value;
        return environment;
    }
}
