using System.Security.Claims;

namespace ZitadelMetadata;

/// <summary>Metadata of the signed-in user.</summary>
public static class ClaimsPrincipalExtensions
{
    /// <summary>
    /// The user's metadata, decoded, out of every claim of that name: one in the ID token and one in userinfo are one. Empty when there is none.
    /// <code>
    /// app.MapGet("/", (ClaimsPrincipal user) => user.GetZitadelMetadata().GetText("ContractNumber"));
    /// </code>
    /// </summary>
    public static UserMetadata GetZitadelMetadata(this ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return UserMetadata.FromClaims(user.FindAll(UserMetadata.ClaimType).Select(claim => claim.Value));
    }
}
