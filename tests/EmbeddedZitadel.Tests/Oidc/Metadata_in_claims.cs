using System.Buffers.Text;
using System.Collections.Immutable;
using EmbeddedZitadel.Oidc;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;
using FsCheck;
using FsCheck.Fluent;

namespace EmbeddedZitadel.Tests.Oidc;

/// <summary>Metadata has two encodings: base64url without padding in claims, base64 with padding in the API.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class Metadata_in_claims
{
    private static readonly Details Now = Details.New("1", DateTimeOffset.UnixEpoch);

    [Test]
    public void Is_every_key_with_its_bytes_in_base64url_without_padding() => Prop.ForAll<Dictionary<NonEmptyString, byte[]>>(metadata =>
    {
        var claim = Claims(metadata)["urn:zitadel:iam:user:metadata"]?.AsObject();
        return metadata.Count == 0
            ? claim is null
            : claim!.Count == metadata.Count && metadata.All(entry => (string)claim[entry.Key.Get]! is var text
                && text.AsSpan().IndexOfAny("=+/ ") < 0 && Base64Url.DecodeFromChars(text).AsSpan().SequenceEqual(entry.Value));
    }).QuickCheckThrowOnFailure();

    [TestCase(new byte[] { 0x41 }, "QQ")]
    [TestCase(new byte[] { 0xFB, 0xFF }, "-_8")]
    [TestCase(new byte[] { 0x31, 0x32, 0x33, 0x34 }, "MTIzNA")]
    public void Looks_like_this(byte[] value, string expected) => Assert.That(
        (string)Claims(new() { [NonEmptyString.NewNonEmptyString("key")] = value })["urn:zitadel:iam:user:metadata"]!["key"]!, Is.EqualTo(expected));

    private static System.Text.Json.Nodes.JsonObject Claims(Dictionary<NonEmptyString, byte[]> metadata)
    {
        var user = new User
        {
            Id = "1",
            Details = Now,
            Username = "road.runner",
            Metadata = metadata.ToImmutableSortedDictionary(entry => entry.Key.Get, entry => new MetadataEntry([.. entry.Value], Now), StringComparer.Ordinal),
        };
        var state = new InstanceState(new() { Id = "1", Domain = "localhost", DefaultOrganizationId = "1", ZitadelProjectId = "1", TokenKey = [] });
        return UserClaims.Of(state, user, [Scopes.UserMetadata], null).Reserved;
    }
}
