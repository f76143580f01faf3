using System.Collections.Immutable;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Oidc.Token;

/// <summary>The grants of service users: client_credentials, and the JWT profile (RFC 7523).</summary>
public sealed class ServiceUserGrants(
    InstanceStore store, OidcSessionCommands sessions, TokenIssuer issuer, ClientAssertions assertions, TimeProvider clock)
{
    /// <summary>client_credentials: the client id is the service user's login name. Applications are no clients of this grant.</summary>
    public TokenResponse ClientCredentials(HttpRequest request, OidcParameters parameters, string issuerUrl)
    {
        var credentials = ClientAuthentication.Read(request, parameters);
        var state = store.Current;
        var user = state.Users.By(User.ByLoginName, User.NormalizeLoginName(credentials.ClientId)).FirstOrDefault();
        if (user is null)
            throw OidcError.InvalidClient("no active client not found");
        if (user.Machine?.Secret is not { } secret)
            throw ZitadelError.FailedPrecondition("COMMAND-x8910n", "Errors.User.Machine.Secret.NotExisting");
        if (!secret.Matches(credentials.Secret))
            throw ZitadelError.InvalidArgument("COMMAND-3kjh", "Errors.User.Machine.Secret.Invalid");
        var scopes = Scopes.Allow(parameters.List("scope"), null);
        return issuer.Write(sessions.StartWithoutLogin(SessionOf(user, scopes) with { AuthMethods = ["pwd"] }), scopes, issuerUrl);
    }

    /// <summary>The JWT profile: an assertion that the service user signed with its key; issuer and subject are its id.</summary>
    public TokenResponse JwtProfile(OidcParameters parameters, string issuerUrl)
    {
        if (parameters.Last("assertion") is not { Length: > 0 } assertion)
            throw OidcError.InvalidRequest("assertion missing");
        if (store.Current.Users.Find(assertions.Issuer(assertion)) is not { Machine: not null } user
            || !assertions.IsValid(assertion, user.Id, user.Keys, issuerUrl))
            throw OidcError.InvalidRequest(
                "assertion invalid: sign it with the service user's key, with its id as iss and sub, the issuer in aud, iat and exp");
        var scopes = Scopes.Allow(parameters.List("scope"), null);
        // Its ID token ends as it begins, and does not say how the user signed in (ZITADEL, seen).
        return issuer.Write(sessions.StartWithoutLogin(SessionOf(user, scopes)), scopes, issuerUrl, idTokenLifetime: TimeSpan.Zero);
    }

    private OidcSession SessionOf(User user, ImmutableArray<string> scopes) => new()
    {
        Id = "",
        UserId = user.Id,
        ClientId = user.PreferredLoginName,
        Scopes = scopes,
        Audience = [.. Scopes.Audiences(scopes, store.Current.Instance.ZitadelProjectId)],
        AuthTime = clock.GetUtcNow(),
    };
}
