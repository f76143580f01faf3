using MetadataApi.Contracts;

namespace MetadataApi.Tests;

/// <summary>In each kind of database.</summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.PostgreSql)]
[Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
sealed class A_contract(DatabaseKind kind) : IAsyncDisposable
{
    TestDatabase _database = null!;
    Issuer _issuer = null!;
    Api _api = null!;

    [SetUp]
    public async Task Start()
    {
        _database = TestDatabase.Create(kind);
        _issuer = await Issuer.StartAsync();
        _api = StartApi();
    }

    public async ValueTask DisposeAsync()
    {
        if (_issuer is null)
            return;
        await _api.DisposeAsync();
        await _issuer.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task Is_found_by_its_number_in_the_callers_metadata()
    {
        var answer = await _api.GetAsync(Token("road", "1234"), "/contract");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Text("number"), Is.EqualTo("1234"));
            Assert.That(answer.Text("product"), Is.EqualTo("Bird seed, a bag a month"));
            Assert.That(answer.Text("since"), Is.EqualTo("2024-03-01"));
            Assert.That(answer.CacheControl, Is.EqualTo("no-store"));
        }
    }

    [Test]
    public async Task Belongs_to_the_user_who_used_its_number_first()
    {
        Assert.That((await _api.GetAsync(Token("road", "1234"), "/contract")).Status, Is.EqualTo(200));

        var other = await _api.GetAsync(Token("wile", "1234"), "/contract");
        var owner = await _api.GetAsync(Token("road", "1234"), "/contract");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((other.Status, other.ContentType), Is.EqualTo((403, "application/problem+json")));
            Assert.That(other.Detail, Is.EqualTo("The contract 1234 belongs to another user."));
            Assert.That(other.WwwAuthenticate, Is.Empty, "the token is good, another one would not help");
            Assert.That(owner.Status, Is.EqualTo(200));
        }
    }

    [Test]
    public async Task Goes_to_exactly_one_of_many_users_who_use_its_number_at_once()
    {
        var users = Enumerable.Range(0, 20).Select(number => Token($"user{number}", "1234")).ToList();

        var first = await Task.WhenAll(users.Select(token => _api.GetAsync(token, "/contract")));
        var again = await Task.WhenAll(users.Select(token => _api.GetAsync(token, "/contract")));

        Assert.That(first.Select(answer => answer.Status).Order(), Is.EqualTo(Enumerable.Repeat(403, 19).Prepend(200)));
        Assert.That(again.Select(answer => answer.Status), Is.EqualTo(first.Select(answer => answer.Status)), "and stays with that one");
    }

    [Test]
    public async Task Stays_with_its_owner_over_a_restart()
    {
        await _api.GetAsync(Token("road", "1234"), "/contract");
        await _api.PutAsync(Token("road", "1234"), "/contract/note", new { note = "At the mesa" });
        await _api.DisposeAsync();

        _api = StartApi();

        Assert.That((await _api.GetAsync(Token("road", "1234"), "/contract")).Text("note"), Is.EqualTo("At the mesa"));
        Assert.That((await _api.GetAsync(Token("wile", "1234"), "/contract")).Status, Is.EqualTo(403));
    }

    [TestCase(null, "Your user has no metadata ContractNumber, or the access token does not carry it.")]
    [TestCase("4711", "There is no contract 4711 here.")]
    [TestCase("1234 ", "There is no contract 1234  here.")]
    [TestCase("<script>", "There is no contract <script> here.")]
    [TestCase("' OR ''='", "There is no contract ' OR ''=' here.")]
    [TestCase("", "The metadata ContractNumber of your user is no printable text of 1 to 40 characters.")]
    [TestCase("12\034", "The metadata ContractNumber of your user is no printable text of 1 to 40 characters.")]
    [TestCase("12345678901234567890123456789012345678901", "The metadata ContractNumber of your user is no printable text of 1 to 40 characters.")]
    public async Task That_is_not_there_is_a_problem_that_says_so(string? number, string detail)
    {
        var answer = await _api.GetAsync(Token("road", number), "/contract");

        Assert.That((answer.Status, answer.ContentType, answer.Detail), Is.EqualTo((404, "application/problem+json", detail)));
    }

    [Test]
    public async Task Is_not_found_by_a_number_that_is_no_text()
    {
        var answer = await _api.GetAsync(_issuer.Jwt(new() { [Issuer.MetadataScope] = new Dictionary<string, string> { ["ContractNumber"] = "_w" } }), "/contract");

        Assert.That((answer.Status, answer.Detail), Is.EqualTo((404, "The metadata ContractNumber of your user is no printable text of 1 to 40 characters.")));
    }

    [TestCase("Beep beep! 💨\n<script>alert(1)</script>")]
    [TestCase("‏من اليمين إلى اليسار")]
    [TestCase("")]
    public async Task Has_a_note_that_its_owner_replaces(string note)
    {
        var put = await _api.PutAsync(Token("road", "1234"), "/contract/note", new { note });

        Assert.That(put.Status, Is.EqualTo(204));
        Assert.That((await _api.GetAsync(Token("road", "1234"), "/contract")).Text("note"), Is.EqualTo(note));
    }

    [Test]
    public async Task Keeps_its_note_from_others()
    {
        await _api.PutAsync(Token("road", "1234"), "/contract/note", new { note = "Mine" });

        var put = await _api.PutAsync(Token("wile", "1234"), "/contract/note", new { note = "His" });

        Assert.That((put.Status, put.ContentType), Is.EqualTo((403, "application/problem+json")));
        Assert.That((await _api.GetAsync(Token("road", "1234"), "/contract")).Text("note"), Is.EqualTo("Mine"));
    }

    [TestCase(501, 400)]
    [TestCase(500, 204)]
    public async Task Takes_a_note_of_500_characters(int length, int status)
    {
        var put = await _api.PutAsync(Token("road", "1234"), "/contract/note", new { note = new string('x', length) });

        Assert.That(put.Status, Is.EqualTo(status));
        if (status == 400)
            Assert.That(put.Body.GetProperty("errors").GetRawText(), Does.Contain("500"));
    }

    [TestCase("{\"note\":null}")]
    [TestCase("{\"note\":\"\\u0000\"}")]
    [TestCase("{\"note\":1}")]
    [TestCase("{}")]
    [TestCase("{")]
    public async Task Takes_no_note_that_is_none(string body)
    {
        var put = await _api.PutAsync(Token("road", "1234"), "/contract/note", body);

        Assert.That((put.Status, put.ContentType), Is.EqualTo((400, "application/problem+json")));
    }

    [Test]
    public async Task Needs_a_token_with_the_scope_of_metadata()
    {
        var nobody = await _api.GetAsync(null, "/contract");
        var unscoped = await _api.GetAsync(_issuer.Opaque(new() { ["scope"] = "openid" }), "/contract");

        Assert.That((nobody.Status, nobody.WwwAuthenticate), Is.EqualTo((401, "Bearer")));
        Assert.That((unscoped.Status, unscoped.WwwAuthenticate), Is.EqualTo((403, unscoped.WwwAuthenticate)));
        Assert.That(unscoped.WwwAuthenticate, Does.Contain("insufficient_scope"));
    }

    [Test]
    public async Task Of_another_region_is_in_another_database()
    {
        var eu = await _api.GetAsync(Token("road", "1234"), "/contract");
        var us = await _api.GetAsync(Token("wile", "5678"), "/contract");

        Assert.That((eu.Status, us.Status), Is.EqualTo((200, 404)));
    }

    [Test]
    public async Task Of_the_demo_is_only_there_where_it_is_asked_for()
    {
        await using var database = TestDatabase.Create(kind);
        await using var api = new Api(_issuer, settings: new() { ["ConnectionStrings:contracts"] = database.ConnectionString });

        Assert.That((await api.GetAsync(Token("road", "1234"), "/contract")).Status, Is.EqualTo(404));
    }

    Api StartApi() => new(_issuer, settings: new()
    {
        ["ConnectionStrings:contracts"] = _database.ConnectionString, ["MetadataApi:DemoContracts"] = "true", ["MetadataApi:Region"] = "eu",
    });

    string Token(string sub, string? number) => _issuer.Jwt(new()
    {
        ["sub"] = sub,
        [Issuer.MetadataScope] = number is null ? null : new Dictionary<string, string>
        {
            ["ContractNumber"] = System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(number)),
        },
    });
}
