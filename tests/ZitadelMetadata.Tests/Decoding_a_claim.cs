using System.Text.Json;

namespace ZitadelMetadata.Tests;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class Decoding_a_claim
{
    const string Guide = """{"ContractNumber":"MTIzNA","region":"ZXU"}""";

    static IEnumerable<TestCaseData<UserMetadata>> Forms()
    {
        yield return new TestCaseData<UserMetadata>(UserMetadata.FromClaim(Json(Guide))).SetArgDisplayNames("a JSON object");
        yield return new TestCaseData<UserMetadata>(UserMetadata.FromClaim(Guide)).SetArgDisplayNames("its string form");
        yield return new TestCaseData<UserMetadata>(UserMetadata.FromClaim(Json(JsonSerializer.Serialize(Guide)))).SetArgDisplayNames("its string form inside of JSON");
        yield return new TestCaseData<UserMetadata>(UserMetadata.FromClaim(Json("""[{"ContractNumber":"MTIzNA"},{"region":"ZXU"}]"""))).SetArgDisplayNames("a JSON array");
        yield return new TestCaseData<UserMetadata>(UserMetadata.FromClaims([Guide, Guide])).SetArgDisplayNames("the same claim twice");
        yield return new TestCaseData<UserMetadata>(UserMetadata.FromClaims(["""{"ContractNumber":"b2xk"}""", Guide])).SetArgDisplayNames("an older claim and a newer one");
    }

    [TestCaseSource(nameof(Forms))]
    public void Gives_the_same_metadata_whatever_its_form(UserMetadata metadata)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(metadata.Keys, Is.EqualTo(["ContractNumber", "region"]), "in the order of the claim");
            Assert.That(metadata.GetText("ContractNumber"), Is.EqualTo("1234"));
            Assert.That(metadata.GetText("region"), Is.EqualTo("eu"));
            Assert.That(metadata["region"].Raw, Is.EqualTo("ZXU"));
            Assert.That(metadata.Unreadable, Is.Empty);
        }
    }

    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("")]
    [TestCase(null)]
    public void No_metadata_is_empty(string? claim)
    {
        var metadata = UserMetadata.FromClaim(claim);

        Assert.That((metadata.Count, metadata.Unreadable.Count), Is.EqualTo((0, 0)));
    }

    [TestCase("no JSON")]
    [TestCase("12")]
    [TestCase("true")]
    [TestCase("""{"ContractNumber":""")]
    [TestCase("\ud83e")]
    public void A_claim_that_is_no_object_is_kept_beside_those_that_are(string claim)
    {
        var metadata = UserMetadata.FromClaims([claim, Guide]);

        Assert.That(metadata.Unreadable, Is.EqualTo([claim]));
        Assert.That(metadata.GetText("ContractNumber"), Is.EqualTo("1234"));
    }

    [TestCase("\"not base64!\"", "not base64!")]
    [TestCase("12", "12")]
    [TestCase("1e400", "1e400")]
    [TestCase("null", "null")]
    [TestCase("true", "true")]
    [TestCase("""{"a":["b"]}""", """{"a":["b"]}""")]
    [TestCase(@"""\ud800""", @"""\ud800""")]
    public void A_value_that_is_no_base64_is_kept_and_breaks_no_other_key(string json, string raw)
    {
        var metadata = UserMetadata.FromClaim($$"""{"odd":{{json}},"ContractNumber":"MTIzNA"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(metadata["odd"].Kind, Is.EqualTo(MetadataValueKind.NotBase64));
            Assert.That(metadata["odd"].Raw, Is.EqualTo(raw));
            Assert.That(metadata.GetText("odd"), Is.Null);
            Assert.That(metadata.GetText("ContractNumber"), Is.EqualTo("1234"));
        }
    }

    [TestCase("a key")]
    [TestCase("a/b:c?d#e%f+g")]
    [TestCase("ключ")]
    [TestCase("<b>")]
    [TestCase("__proto__")]
    public void Keys_are_what_ZITADEL_allows_which_is_everything(string key)
    {
        var metadata = UserMetadata.FromClaim(JsonSerializer.Serialize(new Dictionary<string, string> { [key] = "MTIzNA" }));

        Assert.That(metadata.GetText(key), Is.EqualTo("1234"));
    }

    [Test]
    public void Keys_are_case_sensitive()
    {
        var metadata = UserMetadata.FromClaim("""{"region":"ZXU","Region":"dXM"}""");

        Assert.That((metadata.GetText("region"), metadata.GetText("Region"), metadata.GetText("REGION")), Is.EqualTo(("eu", "us", (string?)null)));
    }

    [Test]
    public void A_key_that_is_half_of_a_surrogate_pair_is_kept_as_it_was_escaped()
    {
        var metadata = UserMetadata.FromClaim("""{"\ud800":"MTIzNA"}""");

        Assert.That(metadata.GetText(@"\ud800"), Is.EqualTo("1234"));
    }

    [Test]
    public void Outlives_the_document_it_was_read_from()
    {
        UserMetadata metadata;
        using (var document = JsonDocument.Parse(Guide))
            metadata = UserMetadata.FromClaim(document.RootElement);

        Assert.That(metadata.GetText("ContractNumber"), Is.EqualTo("1234"));
    }

    static JsonElement Json(string json) => JsonElement.Parse(json);
}
