using FsCheck;
using FsCheck.Fluent;

namespace EmbeddedZitadel.Tests.BadInput;

/// <summary>Any bytes to any path: what no table thinks of.</summary>
internal sealed class Random_requests
{
    private static readonly string[] Words =
    [
        "grant_type", "authorization_code", "client_credentials", "client_id", "code", "scope", "openid", "redirect_uri", "http://localhost", "authRequestID", "loginName", "userName", "name",
        "query", "queries", "metadata", "value", "MTIzNA==", "password", "human", "profile", "1", "380000000000000001", "=", "&", "{", "}", "[", "]", "\"", ":", ",", "%", "%00", "%FF", "+", "\u0000", "é", "🐦", "\\ud800", "null", "true", "-1", "1e400",
    ];

    private static readonly string[] ContentTypes = ["application/json", "application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", "application/connect+json"];

    private BadInputServer _zitadel = null!;

    [OneTimeSetUp]
    public void Start() => _zitadel = new BadInputServer();

    [OneTimeTearDown]
    public void Stop() => _zitadel.Dispose();

    [Test]
    public async Task Get_an_answer_in_ZITADELs_shape_and_leave_the_server_as_it_was()
    {
        Prop.ForAll(Requests().ToArbitrary(), request =>
            {
                var content = new ByteArrayContent(request.Body);
                content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
                _zitadel.SendAsync(request.Method, request.Path, content).GetAwaiter().GetResult().IsShapedLikeZitadels();
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

        Assert.That((await _zitadel.SendAsync("GET", "/.well-known/openid-configuration")).Status, Is.EqualTo(200));
    }

    private static Gen<Request> Requests() =>
        from method in Gen.Elements("GET", "POST", "PUT", "PATCH", "DELETE")
        from path in Gen.OneOf(Gen.Elements(Endpoints.All.ToArray()), Paths())
        from query in Gen.OneOf(Gen.Constant(""), Text().Select(t => "?" + Uri.EscapeDataString(t).Replace("%3D", "=").Replace("%26", "&")))
        from contentType in Gen.Elements(ContentTypes)
        from body in Gen.OneOf(ArbMap.Default.GeneratorFor<byte[]>(), Text().Select(System.Text.Encoding.UTF8.GetBytes))
        select new Request(method, path + query, contentType, body);

    // A known path with a part of it replaced, or continued.
    private static Gen<string> Paths() =>
        from known in Gen.Elements(Endpoints.All.ToArray())
        from extra in Text()
        from cut in Gen.Choose(1, known.Length)
        select known[..cut] + Uri.EscapeDataString(extra);

    private static Gen<string> Text() => Gen.Elements(Words).ListOf().Select(words => string.Concat(words.Take(30))).Select(t => t.Replace("\\ud800", "\uFFFD"));

    internal sealed record Request(string Method, string Path, string ContentType, byte[] Body)
    {
        public override string ToString() => $"{Method} {Path} {ContentType} {Convert.ToBase64String(Body)}";
    }
}
