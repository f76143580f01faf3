using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Wire.Tests.Comparison;
using Wire.Tests.Replay;

namespace Wire.Tests.Own;

[Parallelizable(ParallelScope.All)]
sealed class An_answer_is_normalised
{
    static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    [TestCase("""{"id":"380000000000000001"}""", """{"id":"<id>"}""")]
    [TestCase("""{"sid":"V1_380000000000000001"}""", """{"sid":"V1_<id>"}""")]
    [TestCase("""{"id":"38000"}""", """{"id":"38000"}""")]
    [TestCase("""{"id":"380000000000000001.5"}""", """{"id":"380000000000000001.5"}""")]
    [TestCase("""{"creationDate":"2026-07-10T08:09:10.123456Z"}""", """{"creationDate":"<time>"}""")]
    [TestCase("""{"sequence":"17"}""", """{"sequence":"<number>"}""")]
    [TestCase("""{"sequence":"x17"}""", """{"sequence":"x17"}""")]
    [TestCase("""{"expires_in":43199}""", """{"expires_in":"<about 43200>"}""")]
    [TestCase("""{"expires_in":3599}""", """{"expires_in":"<about 3600>"}""")]
    [TestCase("""{"expires_in":25}""", """{"expires_in":"<about 20>"}""", Description = "half to even, as the recording was made")]
    [TestCase("""{"iat":1800000119}""", """{"iat":"<now>"}""")]
    [TestCase("""{"iat":1800000120}""", """{"iat":"<unix>"}""")]
    [TestCase("""{"iat":1700000000,"exp":1700043199}""", """{"iat":"<unix>","exp":"<iat\u002B43200>"}""")]
    [TestCase("""{"iat":1700000000,"nbf":1699999999}""", """{"iat":"<unix>","nbf":"<iat-1>"}""")]
    [TestCase("""{"iat":1700000000,"exp":1703456000}""", """{"iat":"<unix>","exp":"<far later>"}""")]
    [TestCase("""{"exp":1700000000}""", """{"exp":"<unix>"}""")]
    [TestCase("""{"total":1800000000}""", """{"total":1800000000}""")]
    [TestCase("""{"message":"Nobody there (QUERY-Dgqd2)"}""", """{"message":"<text> (QUERY-Dgqd2)"}""")]
    [TestCase("""{"message":"Nobody there"}""", """{"message":"<text>"}""")]
    [TestCase("""{"error_description":"Errors.App.NotFound"}""", """{"error_description":"Errors.App.NotFound"}""")]
    [TestCase("""{"error_description":"Errors.App.NotFound (QUERY-1)"}""", """{"error_description":"Errors.App.NotFound (QUERY-1)"}""")]
    [TestCase("""{"error_description":""}""", """{"error_description":""}""")]
    [TestCase("""{"code":"a.b.c.d.e"}""", """{"code":"<opaque, 5 parts>"}""")]
    [TestCase("""{"token":"abc"}""", """{"token":"<opaque, 1 part>"}""")]
    [TestCase("""{"token":"the-known-token"}""", """{"token":"{{name}}"}""")]
    [TestCase("""{"code":"not_found"}""", """{"code":"not_found"}""", Description = "an error of Connect")]
    [TestCase("""{"code":5,"details":[{"@type":"t","id":"COMMAND-1m88i"}]}""", """{"code":5,"details":[{"@type":"t","id_of_error":"COMMAND-1m88i"}]}""")]
    [TestCase("""{"code":"not_found","details":[{"value":"CgU","debug":{"id":"A-1"}}]}""", """{"code":"not_found","details":[{"value":"<base64>","debug":{"id_of_error":"A-1"}}]}""")]
    [TestCase("""{"link":"http://x/?u=the-known-token"}""", """{"link":"http://x/?u={{name}}"}""")]
    [TestCase("""{"the-known-token":true}""", """{"{{name}}":true}""")]
    [TestCase("""{"user_code":"BCDF-GHJK"}""", """{"user_code":"<user code>"}""")]
    [TestCase("""{"user_code":"AEIO-GHJK"}""", """{"user_code":"AEIO-GHJK"}""")]
    [TestCase("""{"kid":"380000000000000001"}""", """{"kid":"<kid>"}""")]
    [TestCase("""{"keys":[{"kid":"1"},{"kid":"2"},{"use":"sig"}]}""", """{"keys":[{"kid":"<kid>"},{"use":"sig"}]}""")]
    [TestCase("""{"jti":"V2_380000000000000001-at_380000000000000002"}""", """{"jti":"<jti>"}""")]
    [TestCase("""{"callbackUrl":"http://a/cb?code=a.b.c.d.e&state=x"}""", """{"callbackUrl":{"to":"http://a/cb","query":{"code":"<opaque, 5 parts>","state":"x"}}}""")]
    [TestCase("no JSON, the-known-token", "\"no JSON, {{name}}\"")]
    [TestCase("", "\"\"")]
    public void In_JSON(string body, string expected) =>
        Assert.That(Normalised(body)["body"]!.ToJsonString(), Is.EqualTo(JsonNode.Parse(expected)!.ToJsonString()));

    [TestCase("http://a/cb?code=a.b.c.d.e&state=the-known-token", """{"to":"http://a/cb","query":{"code":"<opaque, 5 parts>","state":"{{name}}"}}""")]
    [TestCase("/ui/login/login?authRequestID=380000000000000001", """{"to":"/ui/login/login","query":{"authRequestID":"<id>"}}""")]
    [TestCase("com.example.app:/cb?code=a.b.c.d.e", """{"to":"com.example.app:/cb","query":{"code":"<opaque, 5 parts>"}}""")]
    [TestCase("http://a/cb#error=e&error_description=Because%20of%20it&state=", """{"to":"http://a/cb","fragment":{"error":"e","error_description":"<text>","state":""}}""")]
    [TestCase("http://a/cb?expires_in=43199", """{"to":"http://a/cb","query":{"expires_in":"<about 43200>"}}""")]
    public void In_a_redirect(string location, string expected)
    {
        var response = new WireResponse(302, new Dictionary<string, string> { ["location"] = location }, [], "");
        Assert.That(JsonNode.DeepEquals(NewNormaliser().Response(response)["headers"]!["location"], JsonNode.Parse(expected)), Is.True);
    }

    [Test]
    public void In_its_headers()
    {
        var response = new WireResponse(401, new Dictionary<string, string>
        {
            ["content-type"] = "application/json; charset=UTF-8",
            ["www-authenticate"] = "auth header missing",
            ["expires"] = "Tue, 24 Nov 2026 03:00:00 GMT",
            ["date"] = "Tue, 24 Nov 2026 04:00:00 GMT",
        }, [], "");
        Assert.That(NewNormaliser().Response(response)["headers"]!.ToJsonString(),
            Is.EqualTo(new JsonObject { ["content-type"] = "application/json;charset=utf-8", ["expires"] = "<time>", ["www-authenticate"] = "<text>" }.ToJsonString()));
    }

    [Test]
    public void In_a_page()
    {
        var page = """
            <form><input name="csrf" type="hidden"><input name="loginName" class="hidden"><input name="password" type="password">
            <button name="register">R</button><button name="resend">S</button></form><p class="lgn-error-message">Wrong</p>
            """;
        var response = new WireResponse(200, new Dictionary<string, string> { ["content-type"] = "text/html" }, [], page);
        Assert.That(NewNormaliser().Response(response)["body"]!.ToJsonString(),
            Is.EqualTo("""{"html":{"fields":["password:password"],"buttons":["register"],"error":true}}"""));
    }

    [Test]
    public void A_plain_text_is_kept_when_it_is_a_word_and_hidden_when_it_is_a_sentence()
    {
        Assert.Multiple(() =>
        {
            Assert.That((string?)Text("ok\n")["body"], Is.EqualTo("ok"));
            Assert.That((string?)Text("404 page not found")["body"], Is.EqualTo("<text>"));
        });

        static JsonObject Text(string body) =>
            NewNormaliser().Response(new WireResponse(200, new Dictionary<string, string> { ["content-type"] = "text/plain" }, [], body));
    }

    [TestCase(false, false, "valid", "<at_hash of access_token>")]
    [TestCase(true, false, "invalid", "<at_hash of access_token>")]
    [TestCase(false, true, "valid", "<at_hash, wrong>")]
    public void A_signed_token_is_taken_apart_and_checked(bool signedByAnother, bool forAnotherToken, string signature, string hash)
    {
        using var published = RSA.Create(2048);
        using var other = RSA.Create(2048);
        var token = TestTokens.Sign(signedByAnother ? other : published, "a.b.c.d.e");
        var body = new JsonObject { ["access_token"] = forAnotherToken ? "f.g.h.i.j" : "a.b.c.d.e", ["id_token"] = token }.ToJsonString();

        var jwt = Normalised(body, published)["body"]!["id_token"]!["jwt"]!;

        Assert.Multiple(() =>
        {
            Assert.That((string?)jwt["signature"], Is.EqualTo(signature));
            Assert.That((string?)jwt["payload"]!["at_hash"], Is.EqualTo(hash));
            Assert.That((string?)jwt["header"]!["kid"], Is.EqualTo("<kid>"));
        });
    }

    [Test]
    public void A_signed_token_whose_key_is_not_published_is_unchecked()
    {
        using var key = RSA.Create(2048);
        var body = new JsonObject { ["id_token"] = TestTokens.Sign(key, "") }.ToJsonString();
        Assert.That((string?)Normalised(body)["body"]!["id_token"]!["jwt"]!["signature"], Is.EqualTo("unchecked"));
    }

    static JsonObject Normalised(string body, RSA? published = null) =>
        NewNormaliser(published).Response(new WireResponse(200, new Dictionary<string, string> { ["content-type"] = "application/json" }, [], body));

    static Normaliser NewNormaliser(RSA? published = null)
    {
        var variables = new Variables();
        variables["_token"] = "the-known-token"; // private: never written
        variables["name"] = "the-known-token";
        variables["short"] = "x";
        return new Normaliser(() => variables, new SigningKeys(TestTokens.Publish(published), "http://localhost/keys"), new FakeTimeProvider(Now));
    }
}
