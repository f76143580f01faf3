using Microsoft.Extensions.Time.Testing;

namespace MetadataApi.Tests;

[TestFixture, Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class An_opaque_access_token : IAsyncDisposable
{
    readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    Issuer _issuer = null!;
    Api _api = null!;

    [SetUp]
    public async Task Start()
    {
        _issuer = await Issuer.StartAsync();
        _api = new Api(_issuer, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Test]
    public async Task Gives_the_metadata_that_introspection_tells()
    {
        var answer = await _api.GetAsync(_issuer.Opaque());

        Assert.That((answer.Status, answer.Entries), Is.EqualTo((200, "ContractNumber=1234 (MTIzNA, text)")));
        Assert.That(answer.Body.GetProperty("sub").GetString(), Is.EqualTo("311"));
    }

    [Test]
    public async Task Of_a_user_without_metadata_has_no_entries()
    {
        var answer = await _api.GetAsync(_issuer.Opaque(new() { [Issuer.MetadataScope] = null }));

        Assert.That((answer.Status, answer.Entries), Is.EqualTo((200, "")));
    }

    [TestCase("openid profile")]
    [TestCase("openid urn:zitadel:iam:user:metadata:more")]
    [TestCase(null)]
    public async Task Without_the_metadata_scope_is_forbidden(string? scope)
    {
        var answer = await _api.GetAsync(_issuer.Opaque(new() { ["scope"] = scope }));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(403));
            Assert.That(answer.WwwAuthenticate, Does.StartWith("Bearer error=\"insufficient_scope\", ").And.EndWith(", scope=\"urn:zitadel:iam:user:metadata\""));
            Assert.That(answer.ContentType, Is.EqualTo("application/problem+json"));
            Assert.That(answer.Detail, Does.Contain(Issuer.MetadataScope));
        }
    }

    [Test]
    public async Task That_is_not_active_is_unauthorized()
    {
        var answer = await _api.GetAsync("unknown");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(401));
            Assert.That(answer.WwwAuthenticate, Is.EqualTo("Bearer error=\"invalid_token\", error_description=\"The token is not active.\""));
            Assert.That(answer.ContentType, Is.EqualTo("application/problem+json"));
        }
    }

    static IEnumerable<TestCaseData<Dictionary<string, object?>>> AnswersThatDoNotHold()
    {
        yield return new TestCaseData<Dictionary<string, object?>>(new() { ["active"] = "true" }).SetArgDisplayNames("active as text");
        yield return new TestCaseData<Dictionary<string, object?>>(new() { ["aud"] = (string[])["302"] }).SetArgDisplayNames("another audience");
        yield return new TestCaseData<Dictionary<string, object?>>(new() { ["aud"] = null }).SetArgDisplayNames("no audience");
        yield return new TestCaseData<Dictionary<string, object?>>(new() { ["iss"] = "http://localhost:1" }).SetArgDisplayNames("another issuer");
        yield return new TestCaseData<Dictionary<string, object?>>(new() { ["exp"] = 1_700_000_000 }).SetArgDisplayNames("expired");
        yield return new TestCaseData<Dictionary<string, object?>>(new() { ["sub"] = null }).SetArgDisplayNames("no subject");
    }

    [TestCaseSource(nameof(AnswersThatDoNotHold))]
    public async Task Is_refused_when_introspection_tells_of(Dictionary<string, object?> changes) =>
        Assert.That((await _api.GetAsync(_issuer.Opaque(changes))).Status, Is.EqualTo(401));

    [TestCase("302"), TestCase("api@client")]
    public async Task For_the_project_or_this_application_alone_is_accepted(string other) =>
        Assert.That((await _api.GetAsync(_issuer.Opaque(new() { ["aud"] = other == "302" ? (string[])["302", Issuer.ProjectId] : "api@client" }))).Status, Is.EqualTo(200));

    [Test]
    public async Task Is_introspected_once_in_ten_seconds()
    {
        var token = _issuer.Opaque(time: _time);
        await _api.GetAsync(token);
        await _api.GetAsync(token);
        Assert.That(_issuer.Introspections, Is.EqualTo(1));

        _issuer.Revoke(token);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.That((await _api.GetAsync(token)).Status, Is.EqualTo(200));

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.That((await _api.GetAsync(token)).Status, Is.EqualTo(401));
        Assert.That(_issuer.Introspections, Is.EqualTo(2));
    }

    [Test]
    public async Task Is_never_taken_from_the_cache_after_it_expired()
    {
        var token = _issuer.Opaque(new() { ["exp"] = _time.GetUtcNow().ToUnixTimeSeconds() + 3 }, _time);
        Assert.That((await _api.GetAsync(token)).Status, Is.EqualTo(200));

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.That((await _api.GetAsync(token)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Is_not_remembered_as_refused()
    {
        var token = _issuer.Opaque();
        _issuer.IntrospectionStatus = 200;
        _issuer.IntrospectionBody = """{"active":false}""";
        Assert.That((await _api.GetAsync(token)).Status, Is.EqualTo(401));

        _issuer.IntrospectionStatus = null;

        Assert.That((await _api.GetAsync(token)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Is_introspected_each_time_where_the_cache_is_off()
    {
        await using var api = new Api(_issuer, settings: new() { ["Introspection:CacheSeconds"] = "0" });
        var token = _issuer.Opaque();
        await api.GetAsync(token);

        _issuer.Revoke(token);

        Assert.That((await api.GetAsync(token)).Status, Is.EqualTo(401));
    }

    [TestCase(400, """{"error":"unauthorized_client"}""")]
    [TestCase(401, """{"error":"invalid_client"}""")]
    [TestCase(404, "")]
    [TestCase(200, "no JSON")]
    [TestCase(200, "[]")]
    public async Task That_cannot_be_checked_is_no_bad_token(int status, string body)
    {
        _issuer.IntrospectionStatus = status;
        _issuer.IntrospectionBody = body;
        var token = _issuer.Opaque();

        var answer = await _api.GetAsync(token);
        _issuer.IntrospectionStatus = null;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ContentType), Is.EqualTo((503, "application/problem+json")));
            Assert.That(answer.Detail, Does.Contain("could not be checked"));
            Assert.That((await _api.GetAsync(token)).Status, Is.EqualTo(200), "and the failure is not remembered");
        }
    }
}
