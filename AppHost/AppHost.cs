using AppHost;
using AppHost.Zitadel;

var builder = DistributedApplication.CreateBuilder(args);
if (ZitadelSettings.TryRead(builder.Configuration, out var settings) is { } problem)
{
    Console.Error.WriteLine(problem);
    return 1;
}

// The ZITADEL that people sign in at. When it is ready, the set-up brings it into the state of zitadel.json.
var zitadel = settings.Mode switch
{
    ZitadelMode.External => builder.AddExternalZitadel("zitadel", settings),
    ZitadelMode.Container => builder.AddContainerZitadel("zitadel", port: 8080),
    _ => builder.AddEmbeddedZitadel("zitadel", "../EmbeddedZitadel/EmbeddedZitadel.csproj"),
};

// Checks access tokens, decodes the user's metadata, keeps contracts: one with a database in each region, all the same application to ZITADEL.
IResourceBuilder<ProjectResource> AddMetadataApi(string region, string launchProfile) =>
    builder.AddProject($"metadata-api-{region}", "../MetadataApi/MetadataApi.csproj", launchProfile)
        .WithHttpHealthCheck("/health")
        .WithUrlForEndpoint("http", url => url.DisplayText = $"Metadata API, {region}")
        .WithQuickStop()
        .WithZitadel(zitadel, application: "metadata-api")
        .WithContracts(zitadel, region, builder);

var europe = AddMetadataApi("eu", launchProfile: "http");
var america = AddMetadataApi("us", launchProfile: "http-us");

// Where people sign in and see what ZITADEL knows about them; it asks the API of the user's region.
var webFrontend = builder.AddProject("web-frontend", "../WebFrontend/WebFrontend.csproj")
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Web front end")
    .WithQuickStop()
    .WithReference(europe).WaitFor(europe)
    .WithReference(america).WaitFor(america)
    .WithZitadel(zitadel, application: "web-frontend")
    .WithGuide(zitadel)
    .WithRegistration(zitadel, serviceUser: "registrar")
    .WithDashboardLink(builder);

// {web-frontend} in zitadel.json: where a sign-in ends.
zitadel.Addresses.Add("web-frontend", webFrontend.GetEndpoint("http"));

builder.PrintAddresses();
builder.Build().Run();
return Environment.ExitCode;
