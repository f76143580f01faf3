using EmbeddedZitadel.Applications;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Oidc;
using EmbeddedZitadel.Oidc.Authorize;
using FsCheck;
using FsCheck.Fluent;

namespace EmbeddedZitadel.Tests.Oidc;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class Redirect_uris
{
    private static readonly Arbitrary<string> Uris = (
        from scheme in Gen.Elements("https://", "http://", "com.example.app:/", "HTTPS://")
        from host in Gen.Elements("app.example", "localhost", "localhost:5999", "127.0.0.1:80", "[::1]", "APP.example")
        from path in Gen.Elements("", "/", "/cb", "/cb/", "/CB", "/cb?x=1", "/a/cb", "/cb#f", "/c%62", "/c b", "/*", "/é")
        select scheme + host + path).ToArbitrary();

    [Test]
    public void Of_web_applications_match_byte_by_byte_and_nothing_else_does() => Prop.ForAll(Uris, Uris, (registered, asked) =>
        Allows(new OidcConfiguration { RedirectUris = [registered] }, asked)
        == (registered == asked && !asked.Contains('%')
            && !asked.StartsWith("com.", StringComparison.Ordinal) && !asked.StartsWith("HTTPS", StringComparison.Ordinal)))
        .QuickCheckThrowOnFailure();

    [Test]
    public void Never_throw_anything_but_a_refusal_whatever_is_registered_or_asked() => Prop.ForAll<string?, string?>((registered, asked) =>
    {
        foreach (var type in Enum.GetValues<OidcApplicationType>())
            _ = Allows(new OidcConfiguration { RedirectUris = [registered ?? ""], DevelopmentMode = true, ApplicationType = type }, asked ?? "");
        return true;
    }).QuickCheckThrowOnFailure();

    [TestCase("http://localhost/cb", "http://localhost:51234/cb", ExpectedResult = true)]
    [TestCase("http://localhost/cb", "http://127.0.0.1:51234/cb", ExpectedResult = true)]
    [TestCase("http://localhost/cb", "http://[::1]:51234/cb", ExpectedResult = true)]
    [TestCase("http://localhost/cb", "http://localhost:51234/other", ExpectedResult = false)]
    [TestCase("http://localhost/cb", "http://localhost:51234/cb?x", ExpectedResult = false)]
    [TestCase("http://localhost/cb", "https://localhost:51234/cb", ExpectedResult = true)]
    [TestCase("http://localhost/cb", "http://localhost:51234/cb#f", ExpectedResult = true)]
    [TestCase("http://localhost/cb?x=1", "http://localhost:51234/cb?x=1", ExpectedResult = true)]
    [TestCase("http://localhost", "http://localhost:51234/", ExpectedResult = false)]
    [TestCase("http://localhost/cb", "http://localhost:51234/a/../cb", ExpectedResult = false)]
    [TestCase("http://localhost/cb", "http://LOCALHOST:51234/cb", ExpectedResult = false)]
    [TestCase("http://localhost/cb", "http://127.1:51234/cb", ExpectedResult = false)]
    [TestCase("http://localhost/cb", "http://localhost:port/cb", ExpectedResult = false)]
    [TestCase("http://localhost/cb", "http://localhost@evil.example/cb", ExpectedResult = false)]
    [TestCase("http://localhost/cb", "http://localhost.evil.example/cb", ExpectedResult = false)]
    [TestCase("http://app.example/cb", "http://app.example/cb", ExpectedResult = false)]
    [TestCase("com.example.app:/cb", "com.example.app:/cb", ExpectedResult = true)]
    [TestCase("https://app.example/cb", "https://app.example/cb", ExpectedResult = true)]
    public bool Of_native_applications_may_be_loopback_on_any_port(string registered, string asked) =>
        Allows(new OidcConfiguration { RedirectUris = [registered], ApplicationType = OidcApplicationType.Native, AuthMethod = OidcAuthMethod.None }, asked);

    [TestCase("http://localhost:*/cb", "http://localhost:80/cb", ExpectedResult = true)]
    [TestCase("https://*.example/cb", "https://a.b.example/cb", ExpectedResult = true, Description = "* also matches dots")]
    [TestCase("https://app.example/*", "https://app.example/a/b", ExpectedResult = false)]
    [TestCase("https://app.example/**", "https://app.example/a/b", ExpectedResult = true)]
    [TestCase("https://app.example/**/cb", "https://app.example/cb", ExpectedResult = true)]
    [TestCase("https://app.example/{a,b}", "https://app.example/b", ExpectedResult = true)]
    [TestCase("https://app.example/[a-c]", "https://app.example/d", ExpectedResult = false)]
    [TestCase("https://app.example/c?", "https://app.example/cb", ExpectedResult = true)]
    [TestCase("https://app.example/[", "https://app.example/[", ExpectedResult = true, Description = "a broken pattern still matches itself")]
    public bool In_development_mode_may_be_globs(string registered, string asked) =>
        Allows(new OidcConfiguration { RedirectUris = [registered], DevelopmentMode = true }, asked);

    [TestCase(OidcApplicationType.Web, "code", ExpectedResult = true)]
    [TestCase(OidcApplicationType.Web, "id_token", ExpectedResult = false)]
    [TestCase(OidcApplicationType.UserAgent, "code", ExpectedResult = false)]
    public bool On_plain_http_are_for_web_applications_with_codes(OidcApplicationType type, string responseType) =>
        Allows(new OidcConfiguration { RedirectUris = ["http://app.example/cb"], ApplicationType = type }, "http://app.example/cb", responseType);

    [TestCase("http://app/cb", "http://app/cb?code=1&state=s")]
    [TestCase("http://app/cb?z", "http://app/cb?code=1&state=s&z=")]
    [TestCase("http://app/(y)/%7Bx%7D", "http://app/(y)/%7Bx%7D?code=1&state=s")]
    [TestCase("http://app/(y)/{x} é+", "http://app/%28y%29/%7Bx%7D%20%C3%A9+?code=1&state=s")]
    [TestCase("http://app", "http://app?code=1&state=s")]
    [TestCase("com.example.app:/{x}", "com.example.app:/%7Bx%7D?code=1&state=s")]
    [TestCase("com.example.app:cb", "com.example.app:cb?code=1&state=s")]
    [TestCase("http://app/cb?b=%20&a=1#f", "http://app/cb?a=1&b=+&code=1&state=s#f")]
    public void Keep_their_query_sorted_among_the_answer(string uri, string expected) =>
        Assert.That(AuthResponse.Uri(Request(uri, "query"), [new("code", "1"), new("state", "s")]), Is.EqualTo(expected));

    [Test]
    public void Get_a_fragment_whose_escapes_are_escaped_again() =>
        Assert.That(AuthResponse.Uri(Request("http://app/cb#old", "fragment"), [new("state", "a b&é")]), Is.EqualTo("http://app/cb#state=a+b%2526%25C3%25A9"));

    private static AuthRequest Request(string uri, string mode) =>
        new() { Id = "1", CreationDate = default, ClientId = "c", RedirectUri = uri, Scopes = [], ResponseMode = mode };

    private static bool Allows(OidcConfiguration client, string uri, string responseType = "code")
    {
        try
        {
            RedirectUris.Require(client, uri, responseType);
            return true;
        }
        catch (OidcError refusal)
        {
            Assert.That(refusal.Status, Is.EqualTo(400));
            return false;
        }
    }
}
