using Aspire.Hosting;

namespace OfflineAspire.Tests;

[Parallelizable(ParallelScope.All)]
public class LaunchProfileTests
{
    const string TwoProfiles = """
        {
          // Visual Studio writes comments, and people leave a comma.
          "profiles": {
            "IIS Express": { "commandName": "IISExpress" },
            "https": { "commandName": "Project", "applicationUrl": "https://localhost:7001;http://localhost:7000" },
            "http": { "commandName": "Project", "applicationUrl": "http://localhost:7000", "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development" } },
          }
        }
        """;

    [Test]
    public void The_profile_with_the_name_of_AppHosts_own_is_taken() => Assert.That(Read(TwoProfiles, "http")!.Name, Is.EqualTo("http"));

    [Test]
    public void Else_the_first_one_that_runs_a_project() => Assert.That(Read(TwoProfiles, "unknown")!.Name, Is.EqualTo("https"));

    [Test]
    public void Its_environment_is_read() =>
        Assert.That(Read(TwoProfiles, "http")!.EnvironmentVariables, Is.EqualTo(new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development" }));

    [Test]
    public void A_project_without_launch_settings_has_no_profile() => Assert.That(Read(null, "http"), Is.Null);

    [Test]
    public void Broken_launch_settings_are_named() =>
        Assert.That(() => Read("{", "http"), Throws.TypeOf<DistributedApplicationException>().With.Message.Contains("launchSettings.json"));

    [Test]
    public void Endpoints_are_named_by_scheme_and_counted_from_the_second_on()
    {
        var profile = new LaunchProfile("http", "http://localhost:7000;https://localhost:7001; http://*:7002", new Dictionary<string, string>());

        Assert.That(profile.Endpoints(randomizePorts: false).Select(e => (e.Name, e.Scheme, e.Port)),
            Is.EqualTo(new[] { ("http", "http", (int?)7000), ("https", "https", 7001), ("http2", "http", 7002) }));
    }

    [Test]
    public void Ports_are_left_to_DCP_where_they_are_to_be_random() =>
        Assert.That(new LaunchProfile("http", "http://localhost:7000", new Dictionary<string, string>()).Endpoints(randomizePorts: true).Single().Port, Is.Null);

    static LaunchProfile? Read(string? launchSettings, string preferred)
    {
        using var project = new TemporaryProject(launchSettings);
        return LaunchProfile.Read(project.Path, preferred);
    }
}
