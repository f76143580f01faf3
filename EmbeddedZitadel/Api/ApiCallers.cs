using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Api;

/// <summary>Finds out whose token came with a request, and in which organisation the caller wants to act.</summary>
public sealed class ApiCallers(InstanceStore store, OpaqueTokens tokens, TimeProvider clock)
{
    private const string Bearer = "Bearer ";

    /// <summary>The caller of a method.</summary>
    /// <exception cref="ZitadelError">401 without a good token for this API; 403 for an organisation that is not there.</exception>
    public ApiCall Authenticate(HttpRequest request, ApiMethod method, string issuer)
    {
        var state = store.Current;
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
            throw ZitadelError.Unauthenticated("", "auth header missing");
        if (!header.StartsWith(Bearer, StringComparison.Ordinal)) // not case-insensitively: ZITADEL refuses `bearer`
            throw ZitadelError.Unauthenticated("AUTH-toLo1", "invalid auth header");

        var caller = UserOf(state, header[Bearer.Length..].Trim()) ?? throw ZitadelError.Unauthenticated("AUTH-7fs1e", "Errors.Token.Invalid");
        return new(method, caller, OrganizationOf(request, state, caller), issuer, state);
    }

    private static string OrganizationOf(HttpRequest request, InstanceState state, User caller)
    {
        var organization = request.Headers["x-zitadel-orgid"].ToString();
        if (organization.Length == 0)
            return caller.OrganizationId;
        return state.Organizations.Find(organization)?.Id ?? throw ZitadelError.PermissionDenied("AUTH-Bs7Ds", "Errors.Org.NotFound");
    }

    private User? UserOf(InstanceState state, string token)
    {
        if (!tokens.TryRead(TokenKind.Personal, token, out var payload) || payload.Split(':') is not [var tokenId, var userId])
            return null;
        return state.Users.Find(userId) is { State: UserState.Active } user
            && user.PersonalAccessTokens.Exists(personal => personal.Id == tokenId && personal.ExpirationDate > clock.GetUtcNow()) ? user : null;
    }
}
