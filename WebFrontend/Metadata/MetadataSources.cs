using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using ZitadelMetadata;

namespace WebFrontend.Metadata;

/// <summary>The places that a user's metadata is read from.</summary>
static class MetadataSources
{
    public static void AddMetadataSources(this IServiceCollection services) =>
        services.AddHttpClient<MetadataApiClient>(client => client.Timeout = TimeSpan.FromSeconds(10));

    /// <summary>The metadata of a userinfo response.</summary>
    public static UserMetadata OfUserInfo(JsonElement userInfo) =>
        userInfo.TryGetProperty(UserMetadata.ClaimType, out var claim) ? UserMetadata.FromClaim(claim) : UserMetadata.Empty;

    /// <summary>The metadata of an ID token that was validated when it came.</summary>
    public static UserMetadata OfIdToken(string idToken) => OfUserInfo(JsonElement.Parse(Base64Url.DecodeFromChars(new JsonWebToken(idToken).EncodedPayload)));
}
