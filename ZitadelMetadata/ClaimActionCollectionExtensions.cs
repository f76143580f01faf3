using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OAuth.Claims;

namespace ZitadelMetadata;

/// <summary>Takes the metadata out of a userinfo response.</summary>
public static class ClaimActionCollectionExtensions
{
    /// <summary>
    /// Keeps the metadata claim of the userinfo response, which ASP.NET Core drops otherwise: it maps no claim that it does not know, and
    /// <c>MapJsonKey</c> skips JSON objects (https://github.com/dotnet/aspnetcore/issues/13647). It takes the place of the same claim from the ID token.
    /// <code>
    /// options.Scope.Add(UserMetadata.Scope);
    /// options.GetClaimsFromUserInfoEndpoint = true;
    /// options.ClaimActions.MapZitadelMetadata();
    /// </code>
    /// </summary>
    public static void MapZitadelMetadata(this ClaimActionCollection actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        actions.Remove(UserMetadata.ClaimType);
        actions.Add(new ReplaceMetadataClaim());
    }

    /// <summary><c>MapCustomJson</c> would add a second claim to the ID token's.</summary>
    sealed class ReplaceMetadataClaim() : ClaimAction(UserMetadata.ClaimType, JsonClaimType)
    {
        // The value type that Microsoft.IdentityModel gives to a claim of a JSON object (JsonClaimValueTypes.Json).
        const string JsonClaimType = "JSON";

        public override void Run(JsonElement userData, ClaimsIdentity identity, string issuer)
        {
            if (userData.ValueKind != JsonValueKind.Object || !userData.TryGetProperty(ClaimType, out var claim) || claim.ValueKind == JsonValueKind.Null)
                return;
            foreach (var fromIdToken in identity.FindAll(ClaimType).ToList())
                identity.RemoveClaim(fromIdToken);
            identity.AddClaim(new Claim(ClaimType, claim.GetRawText(), ValueType, issuer));
        }
    }
}
