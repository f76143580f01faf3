namespace EmbeddedZitadel.Tests.Api;

/// <summary>The settings that clients read; what ZITADEL's SDKs try first with a new token.</summary>
internal sealed class Settings
{
    private ApiServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task Name_the_default_organisation_and_the_languages()
    {
        var rest = await _server.SendAsync("GET", "/v2/settings");
        var connect = await _server.CallAsync("settings.v2.SettingsService/GetGeneralSettings");

        Assert.That((rest.Text("defaultOrgId"), rest.Text("defaultLanguage")), Is.EqualTo((_server.OrganizationId, "en")));
        Assert.That(rest.Json["supportedLanguages"]!.AsArray().Select(language => (string?)language), Does.Contain("de").And.Contain("en"));
        Assert.That(connect.Body, Is.EqualTo(rest.Body));
    }

    [Test]
    public async Task Name_the_rules_for_passwords()
    {
        var settings = await _server.SendAsync("GET", "/v2/settings/password/complexity?ctx.instance=true");

        Assert.That((settings.Text("settings.minLength"), settings.Text("settings.requiresSymbol"), settings.Text("settings.resourceOwnerType")),
            Is.EqualTo(("8", "true", "RESOURCE_OWNER_TYPE_INSTANCE")), settings.Body);
    }

    [TestCase("404 AUTHZ-cdgFk")]
    [TestCase("403 AUTH-5mWD2", "ORG_ADMIN_IMPERSONATOR")]
    [TestCase("200", "ORG_OWNER")]
    public async Task Are_for_those_who_may_read_policies(string error, params string[] roles)
    {
        var (_, token) = await _server.AddServiceUserAsync($"reader.{error}", roles);

        Assert.That((await _server.CallAsync("settings.v2.SettingsService/GetGeneralSettings", "{}", token)).Error, Is.EqualTo(error));
    }
}
