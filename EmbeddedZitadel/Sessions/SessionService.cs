using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Sessions;

/// <summary><c>zitadel.session.v2.SessionService</c>: logins without ZITADEL's pages. Checks of user and password; no second factors.</summary>
internal sealed class SessionService(SessionCommands commands, TimeProvider clock) : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods) => methods.Service("zitadel.session.v2.SessionService", ProtoJson.Options(SessionJson.Default))
        .Add<ListSessionsRequest, ListSessionsResponse>("ListSessions", "session.read", List)
        .Add<SessionIdRequest, GetSessionResponse>("GetSession", "session.read", Get)
        .Add<CreateSessionRequest, CreateSessionResponse>("CreateSession", "session.write", Create)
        .Add<SetSessionRequest, SetSessionResponse>("SetSession", "session.write", Set)
        .Add<SessionIdRequest, DetailsResponse>("DeleteSession", "session.delete", Delete);

    private CreateSessionResponse Create(ApiCall call, CreateSessionRequest request)
    {
        RefuseMissingFeatures(request.Checks, request.Challenges);
        var userId = UserOf(call, request.Checks?.User);
        call.Require(""); // in the instance: whoever makes sessions may do so for everybody
        var session = commands.Create(
            call.Caller.Id,
            new(userId, request.Checks?.Password?.Password, request.Metadata ?? SessionChange.NoMetadata, request.Lifetime),
            request.UserAgent is { } agent ? UserAgentMessage.Read(agent) : null);
        return new(DetailsMessage.Changed(session.Details), session.Id, commands.TokenOf(session));
    }

    private SetSessionResponse Set(ApiCall call, SetSessionRequest request)
    {
        RefuseMissingFeatures(request.Checks, request.Challenges);
        var userId = UserOf(call, request.Checks?.User);
        // The session's token is no right to change it.
        call.Require(OrganizationOf(call, SessionCommands.Require(call.State, request.SessionId, clock.GetUtcNow())));
        var session = commands.Set(request.SessionId, new(
            userId, request.Checks?.Password?.Password, request.Metadata ?? SessionChange.NoMetadata, request.Lifetime));
        return new(DetailsMessage.Changed(session.Details), commands.TokenOf(session));
    }

    private GetSessionResponse Get(ApiCall call, SessionIdRequest request)
    {
        if (call.State.Sessions.Find(request.SessionId) is not { IsEnded: false } session)
            throw ZitadelError.NotFound("QUERY-SFeaa", "Errors.Session.NotExisting");
        if (!string.IsNullOrEmpty(request.SessionToken))
            RequireToken(session, request.SessionToken, "QUERY-dsfr3", "Errors.PermissionDenied");
        else if (!IsOwn(call, session))
            call.Require(OrganizationOf(call, session));
        return new(Message(call, session));
    }

    // Ending what has ended is no error.
    private DetailsResponse Delete(ApiCall call, SessionIdRequest request)
    {
        if (call.State.Sessions.Find(request.SessionId) is not { } session)
            return new(new(1, null, clock.GetUtcNow(), call.State.Instance.Id));
        if (session.IsEnded)
            return new(DetailsMessage.Changed(session.Details));
        if (!string.IsNullOrEmpty(request.SessionToken))
            RequireToken(session, request.SessionToken, "COMMAND-sGr42", "Errors.Session.Token.Invalid");
        else if (session.UserId != call.Caller.Id)
            call.Require(OrganizationOf(call, session));
        return new(DetailsMessage.Changed(commands.Delete(session.Id, call.Issuer).Details));
    }

    private ListSessionsResponse List(ApiCall call, ListSessionsRequest request)
    {
        var found = call.State.Sessions.All
            .Where(session => !session.IsEnded)
            .Where(session => IsOwn(call, session) || call.Allows(OrganizationOf(call, session)))
            .Where(session => (request.Queries ?? []).All(query => Fits(query, session, call.Caller.Id)))
            .OrderBy(session => session.Details.CreationDate)
            .ThenBy(session => session.Id, StringComparer.Ordinal)
            .ToList();
        var paging = request.Query ?? new();
        return new(new((ulong)found.Count, clock.GetUtcNow()), [.. paging.Of(found, paging.CheckedLimit).Select(session => Message(call, session))]);
    }

    private static bool Fits(SessionSearchQuery query, Session session, string callerId) => query switch
    {
        { IdsQuery: { } ids } => ids.Has(session.Id),
        { UserIdQuery: { } user } => session.UserId == user.Id,
        { CreationDateQuery: { } date } => session.Details.CreationDate.Matches(date.CreationDate, date.Method),
        { CreatorQuery: { } creator } => session.CreatorId == (creator.Id.Length == 0 ? callerId : creator.Id),
        { UserAgentQuery: { } agent } => session.UserAgent?.FingerprintId == agent.FingerprintId,
        { ExpirationDateQuery: { } date } => session.ExpirationDate is { } expiration && expiration.Matches(date.ExpirationDate, date.Method),
        _ => true,
    };

    // A login name in any case; not an e-mail address, other than on the login page.
    private static string? UserOf(ApiCall call, CheckUser? check) => check switch
    {
        null => null,
        { UserId.Length: > 0 } => call.State.Users.Find(check.UserId)?.Id ?? throw UserNotFound(),
        { LoginName.Length: 0 } => throw new ZitadelError(StatusCode.Unimplemented, "SESSION-d3b4g0",
            "The check of the user needs a user id or a login name"),
        _ => call.State.Users.By(User.ByLoginName, User.NormalizeLoginName(check.LoginName)).FirstOrDefault()?.Id ?? throw UserNotFound(),
    };

    private static ZitadelError UserNotFound() => ZitadelError.NotFound("QUERY-Dfbg2", "Errors.User.NotFound");

    private void RequireToken(Session session, string token, string id, string key)
    {
        if (!commands.IsTokenOf(session, token))
            throw ZitadelError.PermissionDenied(id, key);
    }

    private static bool IsOwn(ApiCall call, Session session) => session.CreatorId == call.Caller.Id || session.UserId == call.Caller.Id;

    private static string OrganizationOf(ApiCall call, Session session) => call.State.Users.Find(session.UserId)?.OrganizationId ?? "";

    private static void RefuseMissingFeatures(ChecksMessage? checks, EmptyMessage? challenges)
    {
        if (checks is { WebAuthN: not null } or { IdpIntent: not null } or { Totp: not null } or { OtpSms: not null } or { OtpEmail: not null }
                or { RecoveryCode: not null }
            || challenges is not null)
            throw new ZitadelError(StatusCode.Unimplemented, "",
                "EmbeddedZitadel checks users and passwords in sessions, nothing else; docs/fidelity.md lists what is covered");
    }

    private static SessionMessage Message(ApiCall call, Session session)
    {
        var user = call.State.Users.Find(session.UserId);
        return new(
            session.Id,
            session.Details.CreationDate,
            session.Details.ChangeDate,
            session.Details.Sequence,
            session.UserVerifiedAt is null && session.PasswordVerifiedAt is null ? null : new(
                session.UserVerifiedAt is { } verifiedAt && user is not null
                    ? new(verifiedAt, user.Id, user.PreferredLoginName, user.Human?.DisplayName ?? "", user.OrganizationId)
                    : null,
                session.PasswordVerifiedAt is { } passwordVerifiedAt ? new(passwordVerifiedAt) : null),
            session.Metadata.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray()),
            session.UserAgent is { } agent ? UserAgentMessage.Write(agent) : null,
            session.ExpirationDate);
    }
}
