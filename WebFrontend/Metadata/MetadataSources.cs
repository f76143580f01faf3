using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using WebFrontend.Api;
using ZitadelMetadata;

namespace WebFrontend.Metadata;

/// <summary>The places that a user's metadata is read from.</summary>
static class MetadataSources
{
    /// <summary>What MetadataApi says.</summary>
    public static SourceReading OfApi(ApiAnswer<MetadataResponse> answer) => answer switch
    {
        { Value: { } metadata } => new(metadata.Entries.ToDictionary(entry => entry.Key, entry => new MetadataCell(entry.Raw, entry.Value), StringComparer.Ordinal)),
        { Problem: { Status: { } status } problem } => SourceReading.Unavailable($"MetadataApi answered {status}. {problem.Detail}".TrimEnd()),
        _ => SourceReading.Unavailable(answer.Problem?.Detail ?? "MetadataApi gave no answer."),
    };

    /// <summary>The metadata of a userinfo response.</summary>
    public static UserMetadata OfUserInfo(JsonElement userInfo) =>
        userInfo.TryGetProperty(UserMetadata.ClaimType, out var claim) ? UserMetadata.FromClaim(claim) : UserMetadata.Empty;

    /// <summary>The metadata of an ID token that was validated when it came.</summary>
    public static UserMetadata OfIdToken(string idToken) => OfUserInfo(JsonElement.Parse(Base64Url.DecodeFromChars(new JsonWebToken(idToken).EncodedPayload)));
}
