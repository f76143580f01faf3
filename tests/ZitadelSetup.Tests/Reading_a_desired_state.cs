using System.Text.Json;
using System.Text.Json.Nodes;

namespace ZitadelSetup.Tests;

[Parallelizable(ParallelScope.All)]
sealed class Reading_a_desired_state
{
    [Test]
    public void Gives_what_is_left_out_ZITADELs_defaults()
    {
        var state = Read("""{ "project": { "name": "P" }, "applications": { "a": { "type": "web", "redirectUris": ["https://a.example/cb"] } } }""");

        var application = state.Applications["a"];
        Assert.Multiple(() =>
        {
            Assert.That(application.AuthMethod, Is.EqualTo(AuthMethod.Basic));
            Assert.That(application.GrantTypes, Is.EqualTo([GrantType.AuthorizationCode]));
            Assert.That(application.ResponseTypes, Is.EqualTo([ResponseType.Code]));
            Assert.That(application.AccessTokenType, Is.EqualTo(AccessTokenType.Bearer));
            Assert.That(application.PostLogoutRedirectUris, Is.Empty);
            Assert.That(application.AdditionalOrigins, Is.Null);
            Assert.That(state.Users, Is.Empty);
            Assert.That(state.Roles, Is.Empty);
        });
    }

    [Test]
    public void Takes_comments_trailing_commas_and_a_schema()
    {
        var state = Read("""{ "$schema": "./zitadel.schema.json", /* why */ "project": { "name": "P", }, }""");

        Assert.That(state.Project.Name, Is.EqualTo("P"));
    }

    [TestCase("http://localhost:5080", "http://localhost:5080/signin-oidc")]
    [TestCase("https://app.example.com/", "https://app.example.com/signin-oidc")]
    [TestCase("https://example.com/app", "https://example.com/app/signin-oidc")]
    public void Fills_placeholders(string address, string expected)
    {
        var state = Read(WithRedirect("{web-frontend}/signin-oidc"), new() { ["web-frontend"] = address });

        Assert.That(state.Applications["a"].RedirectUris, Is.EqualTo([expected]));
    }

    [Test]
    public void Prefers_what_the_caller_hands_in_to_what_the_file_says()
    {
        var json = """{ "placeholders": { "x": "http://localhost:1" }, "project": { "name": "P" }, "applications": { "a": { "type": "web", "redirectUris": ["{x}/cb"] } } }""";

        Assert.That(Read(json).Applications["a"].RedirectUris, Is.EqualTo(["http://localhost:1/cb"]));
        Assert.That(Read(json, new() { ["x"] = "https://x.example" }).Applications["a"].RedirectUris, Is.EqualTo(["https://x.example/cb"]));
    }

    [TestCase("{", "state.json, line 1")]
    [TestCase("null", "holds null")]
    [TestCase("""{ "project": { "name": "P" }, "aplications": {} }""", "'aplications'")]
    [TestCase("""{ "project": { } }""", "name")]
    [TestCase("""{ "project": { "name": "P" }, "applications": { "a": { "type": "wep" } } }""", "at $.applications.a.type: 'wep' is none of web, user_agent, native, api.")]
    [TestCase("""{ "project": { "name": "P" }, "applications": { "a": { "type": "web", "grantTypes": ["refresh"] } } }""", "'refresh' is none of authorization_code, implicit, refresh_token")]
    [TestCase("""{ "project": { "name": "P" }, "applications": { "a": { "type": "web" } } }""", "application 'a' needs at least one of redirectUris")]
    [TestCase("""{ "project": { "name": "P" }, "applications": { "a": { "type": "web", "redirectUris": ["/cb"] } } }""", "'/cb' of application 'a' is no absolute URI")]
    [TestCase("""{ "project": { "name": "P" }, "applications": { "a": { "type": "web", "redirectUris": ["{nope}/cb"] } } }""", "application 'a' uses {nope}, which has no value; known: none")]
    [TestCase("""{ "project": { "name": "P" }, "applications": { "a": { "type": "api", "authMethod": "none" } } }""", "application 'a' is an API")]
    [TestCase("""{ "project": { "name": "P" }, "applications": { "a": { "type": "api", "redirectUris": ["https://x.example"] } } }""", "has no redirectUris")]
    [TestCase("""{ "placeholders": { "x": "there" }, "project": { "name": "P" } }""", "the value 'there' for {x} is no address")]
    [TestCase("""{ "project": { "name": "P" }, "users": { "u": { "givenName": "G", "familyName": "F", "email": "nowhere" } } }""", "email 'nowhere' of user 'u' is no e-mail address")]
    [TestCase("""{ "project": { "name": "P" }, "users": { "u": { "givenName": "G", "familyName": "F", "email": "a@b.c", "roles": ["r"] } } }""", "user 'u' has the role 'r', which is not under \"roles\"")]
    [TestCase("""{ "project": { "name": "P" }, "users": { "u": { "givenName": "G", "familyName": "F", "email": "a@b.c", "metadata": { "k": "" } } } }""", "metadata 'k' of user 'u' has 0 bytes; ZITADEL stores 1 to 500000")]
    [TestCase("""{ "project": { "name": "P" }, "users": { "u": { "givenName": "G", "familyName": "F", "email": "a@b.c", "metadata": { "k": "base64:%%" } } } }""", "goes on with something that is no base64")]
    [TestCase("""{ "project": { "name": "P" }, "users": { "u": { "givenName": "", "familyName": "F", "email": "a@b.c" } } }""", "givenName of user 'u' needs 1 to 200 characters")]
    [TestCase("""{ "project": { "name": "P" }, "users": { "u": { "givenName": "G", "familyName": "F", "email": "a@b.c" } }, "serviceUsers": { "U": { "name": "N" } } }""", "is both a user and a service user")]
    public void Names_the_place_and_what_is_wrong_there(string json, string expected) =>
        Assert.That(() => Read(json), Throws.TypeOf<ZitadelSetupException>().With.Message.Contain(expected).And.Message.StartWith("state.json"));

    [Test]
    public void Names_a_file_that_is_not_there() =>
        Assert.That(() => DesiredState.Load("/nowhere/zitadel.json"), Throws.TypeOf<ZitadelSetupException>().With.Message.Contain("/nowhere/zitadel.json"));

    [TestCase("1234", new byte[] { 0x31, 0x32, 0x33, 0x34 })]
    [TestCase("ü", new byte[] { 0xC3, 0xBC })]
    [TestCase("base64:/wA=", new byte[] { 0xFF, 0x00 })]
    [TestCase("base64:", new byte[0])]
    public void Knows_text_and_bytes(string value, byte[] expected) => Assert.That(MetadataValue.ToBytes(value), Is.EqualTo(expected));

    [Test]
    public void Of_our_own_has_the_applications_and_people_of_the_solution()
    {
        var state = DesiredState.Default();

        Assert.Multiple(() =>
        {
            Assert.That(state.Applications.Keys, Is.SupersetOf(["web-frontend", "metadata-api", "guide"]));
            Assert.That(state.Applications["web-frontend"].RedirectUris, Is.EqualTo(["http://localhost:5080/signin-oidc"]));
            Assert.That(state.Applications["web-frontend"].GrantTypes, Does.Contain(GrantType.RefreshToken));
            Assert.That(state.Applications["guide"].RedirectUris, Is.EqualTo(["http://localhost"]));
            Assert.That(state.Applications["guide"].UserInfoInsideIdToken);
            Assert.That(state.Users["road.runner"].Metadata["ContractNumber"], Is.EqualTo("1234"));
            Assert.That(state.ServiceUsers["registrar"].OrganizationRoles, Is.EqualTo(["ORG_USER_MANAGER"]), "and nothing more");
        });
    }

    static readonly TestCaseData<string, Type>[] SchemaDefinitions =
    [
        new("", typeof(DesiredState)),
        new("project", typeof(DesiredProject)),
        new("application", typeof(DesiredApplication)),
        new("role", typeof(DesiredRole)),
        new("user", typeof(DesiredUser)),
        new("serviceUser", typeof(DesiredServiceUser)),
    ];

    [TestCaseSource(nameof(SchemaDefinitions))]
    public void Is_described_by_the_editors_schema_setting_by_setting(string definition, Type type)
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "zitadel.schema.json")))!;
        var described = definition == "" ? schema : schema["$defs"]![definition]!;
        var known = DesiredStateJson.Default.GetTypeInfo(type)!.Properties;

        Assert.Multiple(() =>
        {
            Assert.That(described["properties"]!.AsObject().Select(p => p.Key), Is.EquivalentTo(known.Select(p => p.Name)));
            Assert.That(described["required"]!.AsArray().Select(r => (string)r!), Is.EquivalentTo(known.Where(p => p.IsRequired).Select(p => p.Name)));
            foreach (var property in known)
            {
                var value = property.PropertyType.IsGenericType ? property.PropertyType.GenericTypeArguments[^1] : property.PropertyType;
                if (!value.IsEnum)
                    continue;
                var setting = described["properties"]![property.Name]!;
                Assert.That((setting["enum"] ?? setting["items"]!["enum"])!.AsArray().Select(e => (string)e!),
                    Is.EquivalentTo(Enum.GetNames(value).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)), property.Name);
            }
        });
    }

    static string WithRedirect(string uri) => $$"""{ "project": { "name": "P" }, "applications": { "a": { "type": "web", "redirectUris": ["{{uri}}"] } } }""";

    static DesiredState Read(string json, Dictionary<string, string>? placeholders = null) => DesiredStateReader.Read(json, "state.json", placeholders);
}
