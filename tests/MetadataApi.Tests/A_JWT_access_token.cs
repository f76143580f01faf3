using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace MetadataApi.Tests;

[TestFixture, Parallelizable(ParallelScope.Self)]
public sealed class A_JWT_access_token
{
    Issuer _issuer;
    Api _api;

    [OneTimeSetUp]
    public async Task Start()
    {
        _issuer = await Issuer.StartAsync();
        _api = new Api(_issuer);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _api.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Test]
    public async Task Gives_its_metadata_without_asking_the_issuer()
    {
        var answer = await _api.GetAsync(_issuer.Jwt());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Body.GetProperty("sub").GetString(), Is.EqualTo("311"));
            Assert.That(answer.Entries, Is.EqualTo("ContractNumber=1234 (MTIzNA, text)"));
            Assert.That(answer.CacheControl, Is.EqualTo("no-store"));
            Assert.That(_issuer.Introspections, Is.Zero);
        }
    }

    [Test]
    public async Task Gives_values_that_are_no_text_as_they_came() => Assert.That(
        (await _api.GetAsync(_issuer.Jwt(new() { [Issuer.MetadataScope] = new Dictionary<string, object> { ["a"] = "-_8", ["b"] = "no base64!", ["c"] = 12, ["d"] = "MTIzNA==" } }))).Entries,
        Is.EqualTo("a= (-_8, binary), b= (no base64!, notBase64), c= (12, notBase64), d=1234 (MTIzNA==, text)"));

    [Test]
    public async Task Without_the_claim_has_no_entries()
    {
        var answer = await _api.GetAsync(_issuer.Jwt(new() { [Issuer.MetadataScope] = null }));

        Assert.That((answer.Status, answer.Entries), Is.EqualTo((200, "")));
    }

    [TestCase("bearer")]
    [TestCase("BEARER")]
    public async Task Is_found_whatever_the_case_of_the_scheme(string scheme) =>
        Assert.That((await _api.GetAsync(_issuer.Jwt(), scheme: scheme)).Status, Is.EqualTo(200), "RFC 9110 section 11.1");

    [Test]
    public async Task Of_the_type_of_RFC_9068_is_accepted_too() => Assert.That((await _api.GetAsync(_issuer.Jwt(type: "at+jwt"))).Status, Is.EqualTo(200));

    [Test]
    public async Task Signed_with_a_key_that_is_newer_than_the_API_is_accepted()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = new Api(issuer);
        Assert.That((await api.GetAsync(issuer.Jwt())).Status, Is.EqualTo(200));

        issuer.RotateKey();

        Assert.That((await api.GetAsync(issuer.Jwt())).Status, Is.EqualTo(200));
    }

    static IEnumerable<TestCaseData<Func<Issuer, string>, string>> Refusals()
    {
        var hour = (int)TimeSpan.FromHours(1).TotalSeconds;
        yield return Case("an ID token", issuer => issuer.Jwt(new()
        {
            ["jti"] = null, ["nbf"] = null, ["nonce"] = "n", ["at_hash"] = "h", ["azp"] = "302", ["sid"] = "V1_300", ["auth_time"] = Now(), ["amr"] = (string[])["pwd"],
        }), "at_hash");
        yield return Case("a logout token", issuer => issuer.Jwt(new()
        {
            ["nbf"] = null, ["client_id"] = null, ["sid"] = "V1_300", [Issuer.MetadataScope] = null,
            ["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>() },
        }), "sid");
        foreach (var claim in (string[])["at_hash", "nonce", "azp", "sid", "auth_time", "events"])
            yield return Case("a token with " + claim, issuer => issuer.Jwt(new() { [claim] = claim == "auth_time" ? Now() : "x" }), claim);
        yield return Case("a token without jti", issuer => issuer.Jwt(new() { ["jti"] = null }), "jti");
        yield return Case("a token without sub", issuer => issuer.Jwt(new() { ["sub"] = null }), "subject");
        yield return Case("a token for another project", issuer => issuer.Jwt(new() { ["aud"] = (string[])["302", "3055"] }), Issuer.ProjectId);
        yield return Case("a token without an audience", issuer => issuer.Jwt(new() { ["aud"] = null }), Issuer.ProjectId);
        yield return Case("a token of another issuer", issuer => issuer.Jwt(new() { ["iss"] = "http://localhost:1" }), "issued by");
        yield return Case("a token whose issuer has a slash", issuer => issuer.Jwt(new() { ["iss"] = issuer.Address + "/" }), "issued by");
        yield return Case("an expired token", issuer => issuer.Jwt(new() { ["exp"] = Now() - 31, ["nbf"] = Now() - hour }), "expired");
        yield return Case("a token that is not valid yet", issuer => issuer.Jwt(new() { ["nbf"] = Now() + hour }), "not valid yet");
        yield return Case("a token without exp", issuer => issuer.Jwt(new() { ["exp"] = null }), "");
        yield return Case("a token of another key", issuer => issuer.Jwt(credentials: new(Issuer.NewKey(), SecurityAlgorithms.RsaSha256)), "not signed");
        yield return Case("a token that names the issuer's key and is signed with another", issuer =>
            issuer.Jwt(credentials: new(Named(Issuer.NewKey(), issuer.Key.KeyId), SecurityAlgorithms.RsaSha256)), "not signed");
        yield return Case("a token signed with a shared key", issuer =>
            issuer.Jwt(credentials: new(Named(new SymmetricSecurityKey(Encoding.ASCII.GetBytes(Issuer.ClientSecret.PadRight(32))), issuer.Key.KeyId), SecurityAlgorithms.HmacSha256)), "");
        yield return Case("an unsigned token", issuer => Encode("""{"alg":"none","typ":"JWT"}""") + "." + issuer.Jwt().Split('.')[1] + ".", "");
        yield return Case("a changed token", issuer => string.Join('.', issuer.Jwt().Split('.') is [var head, _, var signature] ? [head, Encode("""{"sub":"1"}"""), signature] : []), "");
        yield return Case("a token of another type", issuer => issuer.Jwt(type: "secevent+jwt"), "");
        yield return Case("three parts of nothing", _ => "a.b.c", "malformed");
        yield return Case("two dots", _ => "..", "malformed");

        static TestCaseData<Func<Issuer, string>, string> Case(string name, Func<Issuer, string> token, string reason) => new TestCaseData<Func<Issuer, string>, string>(token, reason).SetArgDisplayNames(name);
        static long Now() => DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        static string Encode(string json) => Base64UrlEncoder.Encode(json);
        static T Named<T>(T key, string id) where T : SecurityKey
        {
            key.KeyId = id;
            return key;
        }
    }

    [TestCaseSource(nameof(Refusals))]
    public async Task Is_refused_when_it_is(Func<Issuer, string> token, string reason)
    {
        var answer = await _api.GetAsync(token(_issuer));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(401));
            Assert.That(answer.WwwAuthenticate, Does.StartWith("Bearer error=\"invalid_token\", error_description=\""));
            Assert.That(answer.WwwAuthenticate, Does.Contain(answer.Detail!));
            Assert.That(answer.Detail, Does.Contain(reason));
            Assert.That(answer.ContentType, Is.EqualTo("application/problem+json"));
            Assert.That(_issuer.Introspections, Is.Zero, "a JWT that fails is not tried as something else");
        }
    }
}
