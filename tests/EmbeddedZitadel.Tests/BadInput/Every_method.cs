using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Definition;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.BadInput;

/// <summary>Every method that ZITADEL has, by REST and by Connect, with what it does not expect: an answer in ZITADEL's shape, or 501; never a failure.</summary>
internal sealed partial class Every_method
{
    private static readonly ApiDefinition Definition = ApiDefinition.Load();

    private static readonly Dictionary<string, Func<FieldDefinition, JsonNode?>> Values = new()
    {
        ["nothing"] = _ => null,
        ["an empty text"] = _ => "",
        ["a long text"] = _ => new string('x', 100_000),
        ["odd characters"] = _ => "\u0000\u202E🐦\uFFFD'\"<script>%2F/..\\{{7*7}}",
        ["a number"] = _ => 1e300,
        ["a list"] = _ => new JsonArray(1, "x", null, new JsonObject()),
        ["an object"] = _ => new JsonObject { ["x"] = "x" },
        ["of its kind"] = OfItsKind,
    };

    private BadInputServer _zitadel = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _zitadel = new BadInputServer();
        Assert.That(Definition.Methods, Has.Count.GreaterThan(500));
    }

    [OneTimeTearDown]
    public void Stop() => _zitadel.Dispose();

    private static IEnumerable<string> Names => Values.Keys;

    [TestCaseSource(nameof(Names))]
    public async Task Answers_when_each_field_is(string what)
    {
        foreach (var method in Definition.Methods)
        {
            var body = new JsonObject(method.Request.Fields.Select(field => KeyValuePair.Create(field.Name, Values[what](field)))).ToJsonString();
            await SendAsync(method, body, "1");
        }
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("""{"there is no such field":1}""")]
    public async Task Answers_when_the_body_is(string body)
    {
        foreach (var method in Definition.Methods)
            await SendAsync(method, body, "%F0%9F%90%A6");
    }

    [Test]
    public async Task Says_501_only_where_it_is_not_here()
    {
        var served = _zitadel.Services.GetRequiredService<ApiMethods>();
        foreach (var method in Definition.Methods.Where(method => served.Find(method.FullName) is not null))
        {
            foreach (var answer in await SendAsync(method, "{}", "1"))
                Assert.That(answer.Body, Does.Not.Contain("but EmbeddedZitadel does not"), method.FullName);
        }
    }

    private async Task<List<Answer>> SendAsync(MethodDefinition method, string body, string id)
    {
        var answers = new List<Answer>();
        if (method.Rest is { } rest)
            answers.Add(await _zitadel.SendAsync(rest.Verb, PathOf(rest, id), rest.Verb == "GET" ? null : Json(body)));
        if (!method.IsV1)
            answers.Add(await _zitadel.SendAsync("POST", "/" + method.FullName, Json(body)));
        foreach (var answer in answers)
            answer.IsShapedLikeZitadels();
        return answers;
    }

    // ZITADEL, seen: a key of metadata in a path that is not ASCII is a 500, on purpose here too.
    private static string PathOf(RestPath rest, string id) => Placeholder().Replace(rest.Template.Replace("{key}", "k", StringComparison.Ordinal), id);

    // What is well-formed gets past the reading of the request.
    private static JsonNode? OfItsKind(FieldDefinition field)
    {
        JsonNode value = field.Type switch
        {
            "string" => "123456789012345678",
            "bool" => true,
            "bytes" => "MQ==",
            "Timestamp" => "2029-01-01T00:00:00Z",
            "Duration" => "1s",
            _ when Definition.IsEnum(field.Type) => 1,
            _ when field.Type.Contains('.', StringComparison.Ordinal) => new JsonObject(),
            _ => 1,
        };
        return field.IsRepeated ? new JsonArray(value) : value;
    }

    private static ByteArrayContent Json(string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new("application/json");
        return content;
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();
}
