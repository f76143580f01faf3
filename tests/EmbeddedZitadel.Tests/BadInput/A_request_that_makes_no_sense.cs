using System.Net;
using System.Text;

namespace EmbeddedZitadel.Tests.BadInput;

/// <summary>Gets ZITADEL's shape of error, in time, whatever it is.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class A_request_that_makes_no_sense
{
    private static readonly string[] ContentTypes =
    [
        "text/xml", "application/x-www-form-urlencoded", "application/json", "application/json; charset=no-such-charset", "application/json; charset=utf-16",
        "application/x-www-form-urlencoded; charset=no-such-charset", "multipart/form-data", "multipart/form-data; boundary=x", "application/grpc", "application/connect+json",
        "application/proto", "no content type at all", "a/b; c", "",
    ];

    private BadInputServer _zitadel = null!;

    [OneTimeSetUp]
    public void Start() => _zitadel = new BadInputServer();

    [OneTimeTearDown]
    public void Stop() => _zitadel.Dispose();

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Forms))]
    public async Task With_a_form_of_5_MB(string path) =>
        (await _zitadel.SendAsync("POST", path, Form("grant_type=" + new string('x', 5_000_000)))).IsShapedLikeZitadels();

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Json))]
    public async Task With_JSON_of_5_MB(string path) =>
        (await _zitadel.SendAsync("POST", path, Json($$"""{"name":"{{new string('x', 5_000_000)}}"}"""))).IsShapedLikeZitadels();

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Forms))]
    public async Task With_10_000_fields_in_a_form(string path) =>
        (await _zitadel.SendAsync("POST", path, Form(string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"p{i}={i}"))))).IsShapedLikeZitadels();

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.All))]
    public async Task With_10_000_parameters_in_the_query(string path) =>
        (await _zitadel.SendAsync("GET", path + "?" + string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"p{i}={i}")))).IsShapedLikeZitadels();

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Json))]
    public async Task With_10_000_fields_in_JSON(string path) =>
        (await _zitadel.SendAsync("POST", path, Json("{" + string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"p{i}\":{i}")) + "}"))).IsShapedLikeZitadels();

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Forms))]
    public async Task With_each_parameter_twice(string path)
    {
        const string twice = "grant_type=authorization_code&grant_type=refresh_token&client_id=1&client_id=2&code=1&code=2&scope=openid&scope=email&response_type=code&" +
            "response_type=token&redirect_uri=http://a&redirect_uri=http://b&authRequestID=1&authRequestID=2&loginName=a&loginName=b&password=a&password=b&token=1&token=2";
        (await _zitadel.SendAsync("POST", path, Form(twice))).IsShapedLikeZitadels();
        (await _zitadel.SendAsync("GET", $"{path}?{twice}")).IsShapedLikeZitadels();
    }

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Json))]
    public async Task With_each_field_of_JSON_twice(string path) =>
        (await _zitadel.SendAsync("POST", path, Json("""{"name":"a","name":"b","userName":1,"userName":"x","query":{},"query":[]}"""))).IsShapedLikeZitadels();

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Forms))]
    public async Task With_a_form_that_is_no_UTF_8(string path)
    {
        (await _zitadel.SendAsync("POST", path, Bytes([.. "grant_type="u8, 0xFF, 0xFE, 0xC0, 0x80, .. "&code=%FF%FE%C0%80&client_id=%zz&scope=%"u8], "application/x-www-form-urlencoded"))).IsShapedLikeZitadels();
        (await _zitadel.SendAsync("GET", $"{path}?grant_type=%FF%FE%C0%80&client_id=%zz&authRequestID=%00&scope=%")).IsShapedLikeZitadels();
    }

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Json))]
    public async Task With_JSON_that_is_no_UTF_8(string path) =>
        (await _zitadel.SendAsync("POST", path, Bytes([.. "{\"name\":\""u8, 0xFF, 0xFE, 0xC0, 0x80, .. "\",\"userName\":\"\\ud800\"}"u8], "application/json"))).IsShapedLikeZitadels();

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Json))]
    public async Task With_JSON_that_is_100_000_levels_deep(string path)
    {
        (await _zitadel.SendAsync("POST", path, Json(new string('[', 100_000)))).IsShapedLikeZitadels();
        (await _zitadel.SendAsync("POST", path, Json(string.Concat(Enumerable.Repeat("{\"query\":", 100_000))))).IsShapedLikeZitadels();
        (await _zitadel.SendAsync("POST", path, Json(new string('[', 100_000) + new string(']', 100_000)))).IsShapedLikeZitadels();
    }

    [Test]
    public async Task With_JSON_that_is_no_object(
        [ValueSource(typeof(Endpoints), nameof(Endpoints.Json))] string path,
        [Values("", " ", "null", "[]", "1", "1e999", "\"x\"", "{", "{}x", "{\"name\":null}", "{\"name\":{}}", "{\"name\":[1]}", "{\"query\":\"x\"}", "\u0000", "\uFEFF{}")] string body) =>
        (await _zitadel.SendAsync("POST", path, Json(body))).IsShapedLikeZitadels();

    [Test]
    public async Task With_a_wrong_content_type(
        [ValueSource(typeof(Endpoints), nameof(Endpoints.Posts))] string path, [ValueSource(nameof(ContentTypes))] string contentType) =>
        (await _zitadel.SendAsync("POST", path, Bytes([.. "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"u8], contentType))).IsShapedLikeZitadels();

    [Test]
    public async Task With_another_method(
        [ValueSource(typeof(Endpoints), nameof(Endpoints.All))] string path, [Values("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")] string method) =>
        (await _zitadel.SendAsync(method, path, method is "PUT" or "PATCH" or "BREW" ? Json("{}") : null)).IsShapedLikeZitadels();

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.All))]
    public async Task With_a_header_of_900_kB(string path) =>
        (await _zitadel.SendAsync("GET", path, null, ("X-Long", new string('x', 900_000)))).IsShapedLikeZitadels();

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.All))]
    public async Task With_odd_headers(string path)
    {
        foreach (var authorization in new[] { "", " ", "Bearer", "Bearer ", "Bearer a.b.c", "Bearer a.b.c.d.e", "Basic", "Basic !", "Basic Og==", "Basic gA==", "Bearer " + new string('x', 100_000), "Bearer eyJhbGciOiJub25lIn0.e30." })
            (await _zitadel.SendAsync("GET", path, null, ("Authorization", authorization))).IsShapedLikeZitadels();
        (await _zitadel.SendAsync("GET", path, null, ("Accept-Language", new string(',', 10_000)), ("x-zitadel-orgid", "\u0001"), ("Origin", "::"), ("Referer", "\\"))).IsShapedLikeZitadels();
        (await _zitadel.SendAsync("GET", path, null, ("Cookie", "zitadel.useragent=a.b.c.d.e; zitadel.login.csrf=x; =; ;;" + new string('=', 10_000)))).IsShapedLikeZitadels();
        (await _zitadel.SendAsync("GET", path, null, ("X-Forwarded-Proto", "gopher,http"), ("X-Forwarded-Host", "a b/c?d"))).IsShapedLikeZitadels();
        (await _zitadel.SendAsync("GET", path, null, ("traceparent", "00-zz-zz-99"))).IsShapedLikeZitadels();
    }

    [TestCase("/%")]
    [TestCase("/%zz")]
    [TestCase("/%00")]
    [TestCase("/%FF%FE")]
    [TestCase("/..%2f..%2fetc%2fpasswd")]
    [TestCase("//////")]
    [TestCase("/management/v1/users/%00")]
    [TestCase("/management/v1/users/%FF")]
    [TestCase("/management/v1/users/..%2f..")]
    [TestCase("/management/v1/users/999999999999999999999999999999")]
    [TestCase("/v2/users/%F0%9F%90%A6")]
    [TestCase("/v2/users/1/metadata?pagination.limit=abc")]
    [TestCase("/v2/users/1/metadata?pagination.limit=99999999999999999999")]
    [TestCase("/zitadel.user.v2.UserService/")]
    [TestCase("/zitadel.user.v2.UserService/%00")]
    [TestCase("/ui/login/%2e%2e/%2e%2e")]
    public async Task To_an_odd_path(string path)
    {
        (await _zitadel.SendAsync("GET", path)).IsShapedLikeZitadels();
        (await _zitadel.SendAsync("POST", path, Json("{}"))).IsShapedLikeZitadels();
    }

    [Test]
    public async Task With_headers_of_2_MB_is_refused_by_the_server_itself()
    {
        var answer = await _zitadel.SendAsync("GET", "/debug/healthz", null, ("X-Long", new string('x', 2_000_000)));
        Assert.That(answer.Status, Is.EqualTo((int)HttpStatusCode.RequestHeaderFieldsTooLarge));
    }

    [TestCase("GARBAGE\r\n\r\n")]
    [TestCase("GET / HTTP/9.9\r\n\r\n")]
    [TestCase("GET /debug/healthz HTTP/1.1\r\n\r\n")]
    [TestCase("GET /debug/healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [TestCase("GET /\u0000 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [TestCase("POST /oauth/v2/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nshort")]
    [TestCase("POST /oauth/v2/token HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [TestCase("POST /oauth/v2/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n")]
    [TestCase("POST /management/v1/projects HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")]
    [TestCase("GET /ui/login/login HTTP/1.1\r\nHost: localhost\r\nCookie: \u00ff\u00fe\r\n\r\n")]
    public async Task In_bytes_that_are_hardly_HTTP(string request)
    {
        var answer = await _zitadel.SendRawAsync(Encoding.Latin1.GetBytes(request));
        Assert.Multiple(() =>
        {
            // 505 is what a version of HTTP gets that there isn't.
            Assert.That(answer, Does.Not.StartWith("HTTP/1.1 5").Or.StartWith("HTTP/1.1 505"));
            Assert.That(answer, Does.Not.Contain("   at ").And.Not.Contain("Exception"));
        });
    }

    private static ByteArrayContent Form(string body) => Bytes(Encoding.UTF8.GetBytes(body), "application/x-www-form-urlencoded");

    private static ByteArrayContent Json(string body) => Bytes(Encoding.UTF8.GetBytes(body), "application/json");

    private static ByteArrayContent Bytes(byte[] body, string contentType)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }
}
