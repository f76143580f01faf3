using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using FsCheck;
using FsCheck.Fluent;

namespace ZitadelMetadata.Tests;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class Properties_of_the_decoder
{
    [Test]
    public void Any_bytes_come_back_from_ZITADELs_encoding() => Check((byte[] bytes) =>
        MetadataValue.Decode(Base64Url.EncodeToString(bytes)).Bytes.Span.SequenceEqual(bytes));

    [Test]
    public void Any_bytes_are_the_same_value_in_the_standard_encoding() => Check((byte[] bytes) =>
        MetadataValue.Decode(Convert.ToBase64String(bytes)).Equals(MetadataValue.Decode(Base64Url.EncodeToString(bytes))));

    [Test]
    public void Any_bytes_are_text_or_binary_as_UTF8_says() => Check((byte[] bytes) =>
        MetadataValue.Decode(Base64Url.EncodeToString(bytes)).Kind == (Utf8.IsValid(bytes) ? MetadataValueKind.Text : MetadataValueKind.Binary));

    [Test]
    public void Any_text_comes_back() => Check((string? text) =>
        MetadataValue.Decode(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Unicode(text)))).Text == Unicode(text));

    [Test]
    public void Any_value_is_kept_as_it_came() => Check((string? raw) => MetadataValue.Decode(raw ?? "").Raw == (raw ?? ""));

    [Test]
    public void Any_text_is_a_value_that_breaks_no_other_key() => Check((string? odd) =>
        UserMetadata.FromClaim(JsonSerializer.Serialize(new Dictionary<string, string> { ["odd"] = Unicode(odd), ["ContractNumber"] = "MTIzNA" }))
            is { Count: 2 } metadata && metadata["odd"].Raw == Unicode(odd) && metadata.GetText("ContractNumber") == "1234");

    [Test]
    public void Any_metadata_comes_back_whether_it_came_once_or_twice() => Check((byte[][] values) =>
    {
        var claim = Claim(values);
        var metadata = UserMetadata.FromClaims([claim, claim]);
        return metadata.Count == values.Length && values.Index().All(value => metadata[$"key {value.Index}"].Bytes.Span.SequenceEqual(value.Item));
    });

    [Test]
    public void Any_part_of_a_claim_is_kept_where_the_rest_is_missing() => Check((byte[][] values, NonNegativeInt length) =>
    {
        var part = Claim(values)[..(length.Get % Claim(values).Length)];
        return UserMetadata.FromClaim(part) is { Count: 0 } metadata && metadata.Unreadable.SequenceEqual(part.Length == 0 ? [] : [part]);
    });

    /// <summary>Text that UTF-8 can hold: FsCheck's strings may be null and may have lone surrogates.</summary>
    static string Unicode(string? text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));

    static string Claim(byte[][] values) =>
        JsonSerializer.Serialize(values.Index().ToDictionary(value => $"key {value.Index}", value => Base64Url.EncodeToString(value.Item)));

    static void Check<T>(Func<T, bool> property) => Prop.ForAll(property).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    static void Check<T1, T2>(Func<T1, T2, bool> property) => Prop.ForAll(property).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
