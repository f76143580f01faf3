using System.Collections.Immutable;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Oidc;

/// <summary>A valid access token or personal access token, and what it stands for.</summary>
/// <param name="User">The user it is about: neither deactivated nor locked.</param>
/// <param name="Id">Its <c>jti</c>.</param>
/// <param name="CreationDate">Since when it is valid.</param>
/// <param name="ExpirationDate">Until when.</param>
/// <param name="Scopes">Its scopes.</param>
/// <param name="Session">What it belongs to; null for a personal access token.</param>
public sealed record ValidToken(
    User User, string Id, DateTimeOffset CreationDate, DateTimeOffset ExpirationDate, ImmutableArray<string> Scopes, OidcSession? Session)
{
    /// <summary>The id of a personal access token has no session in front.</summary>
    public bool IsPersonal => Session is null;
}

/// <summary>Finds out whether a token is valid. Every kind is looked up, JWTs too: a logout or a deactivated user ends them as well.</summary>
public sealed class AccessTokens(OpaqueTokens opaque, JwtSigner jwts, TimeProvider clock)
{
    /// <summary>Reads an access token: opaque, JWT (only on the issuer that wrote it) or personal. Null for anything that is not valid now.</summary>
    public ValidToken? Find(InstanceState state, string token, string issuer)
    {
        if (opaque.TryRead(TokenKind.Personal, token, out var personal))
            return FindPersonal(state, personal);
        return TryReadId(token, issuer, out var sessionId, out var tokenId) ? FindById(state, sessionId, tokenId) : null;
    }

    /// <summary>Reads an access token, opaque or JWT, valid or not any more: the ids of its session and of itself.</summary>
    public bool TryReadId(string token, string issuer, out string sessionId, out string tokenId)
    {
        (sessionId, tokenId) = ("", "");
        var id = opaque.TryRead(TokenKind.Access, token, out var payload) ? payload.Split(':')[0]
            : jwts.Check(token, out var jwt) == SignatureCheck.Valid && jwt!.Issuer == issuer ? jwt.Id : "";
        if (id.Split("-at_") is not [var session, var own])
            return false;
        (sessionId, tokenId) = (session, own);
        return true;
    }

    /// <summary>The <c>jti</c> of the access token of a session: <c>V2_{digits}-at_{digits}</c>.</summary>
    public static string IdOf(OidcSession session, AccessToken token) => $"{session.Id}-at_{token.Id}";

    /// <summary>Writes the opaque form of the access token of a session.</summary>
    public string WriteOpaque(OidcSession session) => opaque.Write(TokenKind.Access, $"{IdOf(session, session.AccessToken!)}:{session.UserId}");

    private ValidToken? FindById(InstanceState state, string sessionId, string tokenId) =>
        state.OidcSessions.Find(sessionId) is { AccessToken: { } token } session && token.Id == tokenId && token.ExpirationDate > clock.GetUtcNow()
        && state.Users.Find(session.UserId) is { State: UserState.Active or UserState.Initial } user
            ? new(user, IdOf(session, token), token.CreationDate, token.ExpirationDate, session.Scopes, session)
            : null;

    private ValidToken? FindPersonal(InstanceState state, string payload) =>
        payload.Split(':') is [var tokenId, var userId]
        && state.Users.Find(userId) is { State: UserState.Active or UserState.Initial } user
        && user.PersonalAccessTokens.Find(token => token.Id == tokenId) is { } pat && pat.ExpirationDate > clock.GetUtcNow()
            ? new(user, pat.Id, pat.Details.CreationDate, pat.ExpirationDate, PersonalAccessToken.Scopes, null)
            : null;
}

/// <summary>How OIDC sees the applications.</summary>
public static class Clients
{
    /// <summary>The application with this client id, if it and its project are active.</summary>
    public static Application? FindActiveClient(this InstanceState state, string clientId) =>
        state.Applications.By(Application.ByClientId, clientId).FirstOrDefault() is { IsActive: true } application
        && state.Projects.Find(application.ProjectId) is { IsActive: true }
            ? application
            : null;

    /// <summary>The audience of tokens for an application: every client id of its project, the project's id, and the projects that the scopes name.</summary>
    public static ImmutableArray<string> AudienceOf(this InstanceState state, Application application, IEnumerable<string> scopes) =>
    [
        .. state.Applications.By(Application.ByProject, application.ProjectId).Select(sibling => sibling.ClientId)
            .Append(application.ProjectId)
            .Concat(Scopes.Audiences(scopes, state.Instance.ZitadelProjectId))
            .Distinct(StringComparer.Ordinal),
    ];
}
