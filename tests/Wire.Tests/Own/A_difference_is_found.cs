using System.Text.Json.Nodes;
using Wire.Tests.Comparison;
using Wire.Tests.Recordings;

namespace Wire.Tests.Own;

/// <summary>A comparison that finds nothing is worth something only when it would have found it.</summary>
[Parallelizable(ParallelScope.All)]
sealed class A_difference_is_found
{
    [TestCase("""{"a":1}""", """{"a":2}""", "a")]
    [TestCase("""{"a":1}""", """{}""", "a")]
    [TestCase("""{}""", """{"a":1}""", "a")]
    [TestCase("""{"a":null}""", """{}""", "a")]
    [TestCase("""{"a":"1"}""", """{"a":1}""", "a")]
    [TestCase("""{"a":[1,2]}""", """{"a":[2,1]}""", "a.0|a.1")]
    [TestCase("""{"a":[1,2]}""", """{"a":[1]}""", "a")]
    [TestCase("""{"aud":["1","2"]}""", """{"aud":["1","3"]}""", "aud.1")]
    [TestCase("""{"a":{"b":{"c":1}}}""", """{"a":{"b":{"c":2}}}""", "a.b.c")]
    [TestCase("""{"body":{"html":{"fields":["a:text"]}}}""", """{"body":{"html":{"fields":[]}}}""", "body.html.fields")]
    [TestCase("""{"body":{"html":{"fields":["a:text"]}}}""", """{"body":""}""", "body")]
    public void Where_an_answer_is_another(string zitadel, string ours, string paths) =>
        Assert.That(string.Join('|', Between(zitadel, ours).Where(d => !d.IsSoft).Select(d => d.Path)), Is.EqualTo(paths));

    [TestCase("""{"aud":["1","2"]}""", """{"aud":["2","1"]}""")]
    [TestCase("""{"result":[{"a":1,"scopes":["x","y"]},{"a":2}]}""", """{"result":[{"a":2},{"scopes":["y","x"],"a":1}]}""")]
    [TestCase("""{"sid":"V1_<id>"}""", """{}""")]
    [TestCase("""{"a":1.0}""", """{"a":1}""")]
    [TestCase("""{"body":{"html":{"fields":["a:text"],"buttons":[]}}}""", """{"body":{"html":{"fields":["b:text","a:text"],"buttons":["register"]}}}""")]
    public void But_not_in_order_of_sets_and_extras_of_a_page(string zitadel, string ours) => Assert.That(Between(zitadel, ours), Is.Empty);

    [TestCase("""{"message":"<text> (A-1)"}""", """{"message":"<text> (B-2)"}""")]
    [TestCase("""{"details":[{"id_of_error":"A-1"}]}""", """{"details":[{"id_of_error":"B-2"}]}""")]
    public void An_error_id_is_a_soft_one(string zitadel, string ours) =>
        Assert.That(Between(zitadel, ours).Select(d => d.IsSoft), Is.EqualTo([true]));

    /// <summary>Each leaf of each recorded answer is changed once: no place in the recording is compared in vain.</summary>
    [Test]
    public void At_every_single_place_of_the_recording()
    {
        var unseen = from scenario in Recording.Load("zitadel-v4.json").Scenarios
                     from exchange in scenario.Exchanges
                     from path in Leaves(exchange.Response, [])
                     let changed = Changed(exchange.Response, path)
                     where !Difference.Between(exchange.Response, changed).Any()
                     select $"{scenario.Name} / {exchange.Name}: {string.Join('.', path)}";

        Assert.That(unseen.ToList(), Is.Empty);
    }

    static List<Difference> Between(string zitadel, string ours) => [.. Difference.Between(JsonNode.Parse(zitadel), JsonNode.Parse(ours))];

    static IEnumerable<object[]> Leaves(JsonNode? node, object[] path) => node switch
    {
        JsonObject o => o.SelectMany(p => Leaves(p.Value, [.. path, p.Key])),
        JsonArray a => a.SelectMany((item, i) => Leaves(item, [.. path, i])),
        _ => [path],
    };

    static JsonNode Changed(JsonNode original, object[] path)
    {
        var copy = original.DeepClone();
        var parent = path.SkipLast(1).Aggregate(copy, (node, step) => step is int i ? node[i]! : node[(string)step]!);
        if (path[^1] is int index) parent[index] = "changed";
        else parent[(string)path[^1]] = "changed";
        return copy;
    }
}
