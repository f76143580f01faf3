using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Oidc;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Api;

/// <summary>Finds out whose token came with a request, and in which organisation the caller wants to act.</summary>
public sealed class ApiCallers(InstanceStore store, AccessTokens tokens, SessionCommands sessions)
{
    private const string Bearer = "Bearer ";

    /// <summary>The caller of a method.</summary>
    /// <exception cref="ZitadelError">401 without a good token for this API; 403 for an organisation that is not there, or a page of another
    /// origin.</exception>
    public ApiCall Authenticate(ApiCredentials credentials, ApiMethod method, string issuer)
    {
        var state = store.Current;
        var header = credentials.Authorization;
        if (header.Length == 0)
            throw ZitadelError.Unauthenticated("", "auth header missing");
        if (!header.StartsWith(Bearer, StringComparison.Ordinal)) // not case-insensitively: ZITADEL refuses `bearer`
            throw ZitadelError.Unauthenticated("AUTH-toLo1", "invalid auth header");

        var bearer = header[Bearer.Length..].Trim();
        if (sessions.FindByToken(state, bearer) is { } checkedSession)
            return new(method, UserOf(state, checkedSession), OrganizationOf(credentials, state, UserOf(state, checkedSession)), issuer, state);

        // A token of a login must be for this API: scope urn:zitadel:iam:org:project:id:zitadel:aud. Personal access tokens always are.
        if (tokens.Find(state, bearer, issuer) is not { } token
            || (token.Session is { } session && !session.Audience.Contains(state.Instance.ZitadelProjectId)))
            throw ZitadelError.Unauthenticated("AUTH-7fs1e", "Errors.Token.Invalid");

        if (method.Definition.IsV1)
            CheckOrigin(credentials, state, token);
        return new(method, token.User, OrganizationOf(credentials, state, token.User), issuer, state);
    }

    // A session token is as good as a token of a login, once the session has checked who the user is.
    private static User UserOf(InstanceState state, Session session) =>
        session.PasswordVerifiedAt is not null && state.Users.Find(session.UserId) is { State: UserState.Active } user
            ? user
            : throw ZitadelError.PermissionDenied("AUTHZ-Kl3p0", "authentication required");

    // A page may use a token only where the application that the token was given to allows its origin.
    private static void CheckOrigin(ApiCredentials credentials, InstanceState state, ValidToken token)
    {
        if (credentials.Origin is { Length: > 0 } origin
            && token.Session is { } session
            && state.Applications.By(Application.ByClientId, session.ClientId).FirstOrDefault()?.Oidc is { } oidc
            && !Origins.Allowed(oidc).Contains(origin))
            throw ZitadelError.PermissionDenied("AUTH-DZG21", "Errors.OriginNotAllowed");
    }

    private static string OrganizationOf(ApiCredentials credentials, InstanceState state, User caller)
    {
        if (credentials.OrganizationId.Length == 0)
            return caller.OrganizationId;
        return state.Organizations.Find(credentials.OrganizationId)?.Id ?? throw ZitadelError.PermissionDenied("AUTH-Bs7Ds", "Errors.Org.NotFound");
    }
}

/// <summary>What a caller of the API says about itself; empty where it says nothing.</summary>
/// <param name="Authorization"><c>Bearer</c> and a token.</param>
/// <param name="Origin">The origin of the page that calls, where it is a page.</param>
/// <param name="OrganizationId">The organisation it wants to act in.</param>
public sealed record ApiCredentials(string Authorization, string Origin = "", string OrganizationId = "")
{
    /// <summary>The headers of a request.</summary>
    public static ApiCredentials Of(HttpRequest request) =>
        new(request.Headers.Authorization.ToString(), request.Headers.Origin.ToString(), request.Headers["x-zitadel-orgid"].ToString());
}
