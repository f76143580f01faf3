using System.Buffers.Text;
using System.Text;

namespace ZitadelMetadata.Tests;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class Decoding_a_value
{
    [TestCase("MTIzNA", "1234", Description = "the guide's contract number")]
    [TestCase("MTIzNA==", "1234", Description = "padded, as ZITADEL's API gives it")]
    [TestCase("QQ", "A")]
    [TestCase("", "")]
    [TestCase("eyJhIjoxfQ", """{"a":1}""")]
    [TestCase("w7w_Pg", "ü?>", Description = "base64url's own alphabet")]
    [TestCase("w7w/Pg==", "ü?>", Description = "the same in the standard alphabet")]
    [TestCase("8J-mig", "🦊")]
    [TestCase("PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg", "<script>alert(1)</script>", Description = "text stays text; encoding it is the page's business")]
    [TestCase("AA", "\0")]
    [TestCase("4oCuYWJj", "\u202eabc", Description = "right-to-left override")]
    public void Gives_the_text(string raw, string text)
    {
        var value = MetadataValue.Decode(raw);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(value.Kind, Is.EqualTo(MetadataValueKind.Text));
            Assert.That(value.Text, Is.EqualTo(text));
            Assert.That(value.Raw, Is.EqualTo(raw));
            Assert.That(value.Bytes.ToArray(), Is.EqualTo(Encoding.UTF8.GetBytes(text)));
        }
    }

    [TestCase("-_8", new byte[] { 0xFB, 0xFF })]
    [TestCase("+/8=", new byte[] { 0xFB, 0xFF })]
    [TestCase("iVBORw", new byte[] { 0x89, 0x50, 0x4E, 0x47 }, Description = "the beginning of a PNG")]
    [TestCase("ww", new byte[] { 0xC3 }, Description = "half of an ü")]
    [TestCase("7aCA", new byte[] { 0xED, 0xA0, 0x80 }, Description = "half of a surrogate pair, which UTF-8 excludes (RFC 3629 section 3)")]
    [TestCase("wIA", new byte[] { 0xC0, 0x80 }, Description = "an overlong NUL")]
    public void Marks_and_keeps_bytes_that_are_no_text(string raw, byte[] bytes)
    {
        var value = MetadataValue.Decode(raw);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(value.Kind, Is.EqualTo(MetadataValueKind.Binary));
            Assert.That(value.Text, Is.Null);
            Assert.That(value.Bytes.ToArray(), Is.EqualTo(bytes));
            Assert.That(value.Raw, Is.EqualTo(raw));
        }
    }

    [TestCase("not base64!")]
    [TestCase("MTIzN", Description = "five digits are four and a half bytes")]
    [TestCase("A")]
    [TestCase("w7", Description = "bits that no byte is made of (RFC 4648 section 3.5)")]
    [TestCase("MTIzNA%%", Description = "padding of a query string")]
    [TestCase("MTIzNA=", Description = "padding that does not fill up")]
    [TestCase("MTIzNA===")]
    [TestCase("=")]
    [TestCase("====")]
    [TestCase("MTI=zNA=", Description = "padding inside")]
    [TestCase("MTIz NA", Description = "white space")]
    [TestCase("MTIz\nNA")]
    [TestCase("-/8", Description = "both alphabets at once")]
    [TestCase("ü")]
    [TestCase("\ud83e", Description = "half of a surrogate pair")]
    public void Marks_and_keeps_what_is_no_base64(string raw)
    {
        var value = MetadataValue.Decode(raw);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(value.Kind, Is.EqualTo(MetadataValueKind.NotBase64));
            Assert.That(value.Text, Is.Null);
            Assert.That(value.Raw, Is.EqualTo(raw));
            Assert.That(value.Bytes.ToArray(), Is.EqualTo(Encoding.UTF8.GetBytes(raw)));
            Assert.That(value.ToString(), Is.EqualTo(raw));
        }
    }

    [TestCase("IjEyMzQi", "\"1234\"", "1234", Description = "as an action of ZITADEL's V1 stores a string")]
    [TestCase("MTIzNA", "1234", "1234")]
    [TestCase("eyJhIjoxfQ", """{"a":1}""", """{"a":1}""", Description = "an object is no string")]
    [TestCase("IlwiMTIzNFwiIg", """
        "\"1234\""
        """, "\"1234\"", Description = "one layer and no more")]
    [TestCase("ImEiICJiIg", "\"a\" \"b\"", "\"a\" \"b\"", Description = "quotes around something that is no JSON")]
    [TestCase("Ig", "\"", "\"")]
    [TestCase("IlxVRDgwMCI", "\"\\UD800\"", "\"\\UD800\"")]
    [TestCase("Ilx1ZDgwMCI", "\"\\ud800\"", "\"\\ud800\"", Description = "half of a surrogate pair")]
    public void Can_take_one_layer_of_JSON_quotes_off(string raw, string text, string unquoted)
    {
        var value = MetadataValue.Decode(raw);

        Assert.That((value.Text, value.UnquotedText), Is.EqualTo((text, unquoted)));
    }

    [Test]
    public void Takes_half_a_million_bytes()
    {
        var text = new string('x', 500_000);

        Assert.That(MetadataValue.Decode(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text))).Text, Is.EqualTo(text));
    }

    [TestCase("-_8", "+/8=", ExpectedResult = true)]
    [TestCase("MTIzNA", "MTIzNA==", ExpectedResult = true)]
    [TestCase("MTIzNA", "MTIzNQ", ExpectedResult = false)]
    [TestCase("w7w_", "ü?", ExpectedResult = false, Description = "the same bytes, decoded in one case and as they came in the other")]
    public bool Two_values_are_equal_when_they_mean_the_same_bytes(string one, string other)
    {
        var (first, second) = (MetadataValue.Decode(one), MetadataValue.Decode(other));
        if (first.Equals(second))
            Assert.That(first.GetHashCode(), Is.EqualTo(second.GetHashCode()));
        return first.Equals(second);
    }
}
