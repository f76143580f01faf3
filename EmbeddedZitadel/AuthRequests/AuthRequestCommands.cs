using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Oidc;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.AuthRequests;

/// <summary>The one place where logins in progress change.</summary>
public sealed class AuthRequestCommands(InstanceStore store, SnowflakeIds ids, TimeProvider clock)
{
    /// <summary>Finds a login of Login V1 that goes on in this browser; any other browser does not see it.</summary>
    /// <exception cref="ZitadelError">There is no such login.</exception>
    public AuthRequest Get(string? id, string agentId) => Require(store.Current, id, agentId);

    /// <summary>Keeps a new login: fills in its id, of digits or <c>V2_</c> and digits, and its date.</summary>
    public AuthRequest Add(AuthRequest request, bool v2) => store.Change(change =>
    {
        var added = request with { Id = v2 ? AuthRequest.V2Prefix + ids.Next() : ids.Next(), CreationDate = clock.GetUtcNow() };
        added = added.WithCurrentSpan();
        change.Put(added);
        return added;
    });

    /// <summary>A form of the login was sent: what comes after it will link to its span.</summary>
    public AuthRequest KeepSpan(string id, string agentId) => store.Change(change =>
    {
        var request = Require(change.State, id, agentId).WithCurrentSpan();
        change.Put(request);
        return request;
    });

    /// <summary>The person typed a login name that belongs to this user, picked them, or registered.</summary>
    public AuthRequest SelectUser(string id, string agentId, string userId, string typedLoginName) => Update(id, agentId, request =>
        request with { UserId = userId, TypedLoginName = typedLoginName });

    /// <summary>Back to the login name.</summary>
    public AuthRequest ForgetUser(string id, string agentId) => Update(id, agentId, request => request with { UserId = null, TypedLoginName = "" });

    /// <summary>The login name belongs to nobody, but its domain to an organisation: whoever typed it may register there.</summary>
    public AuthRequest Discover(string id, string agentId, string loginName) => Update(id, agentId, request =>
        request with { UserId = null, TypedLoginName = "", LoginHint = loginName, Prompts = [.. request.Prompts.Remove("create"), "create"] });

    /// <summary>
    /// The login is done: links the browser's session and makes a code, which replaces an earlier one. Null where it is not done.
    /// </summary>
    /// <exception cref="ZitadelError">There is no such login in this browser, or its user may not sign in.</exception>
    public AuthRequest? Finish(string id, string agentId) => store.Change(change =>
    {
        var request = Require(change.State, id, agentId);
        switch (LoginStep.Next(change.State, request, clock.GetUtcNow()))
        {
            case LoginStep.Callback callback:
                var finished = request with
                {
                    UserId = callback.User.Id,
                    SessionId = callback.Session.Id,
                    AuthTime = callback.Session.PasswordVerifiedAt,
                    CodeId = ids.Next(),
                    Sequence = request.Sequence + 1,
                };
                finished = finished.WithCurrentSpan();
                change.Put(finished);
                return finished;
            case LoginStep.Refused refused:
                throw refused.Error;
            default:
                return null;
        }
    });

    /// <summary>Login V2 is done: links a session of the session API to the request and makes its code.</summary>
    /// <exception cref="ZitadelError">The request is over already, or the session does not say who the user is.</exception>
    public AuthRequest LinkSession(string id, Session session) => store.Change(change =>
    {
        var request = RequireV2(change.State, id);
        if (session is not { UserId: { } userId, AuthenticatedAt: { } authTime } || change.State.Users.Find(userId) is not { } user)
            throw ZitadelError.FailedPrecondition("COMMAND-SF2wf", "Errors.Session.NotAuthenticated");
        if (change.State.FindActiveClient(request.ClientId) is { } client
            && LoginStep.WhyNotIn(change.State, change.State.Projects.Find(client.ProjectId)!, user) is { } refusal)
            throw ZitadelError.PermissionDenied("OIDC-foSyH49RvL", refusal.Key);
        var linked = request with { UserId = userId, SessionId = session.Id, AuthTime = authTime, CodeId = ids.Next(), Sequence = request.Sequence + 2 };
        linked = linked.WithCurrentSpan();
        change.Put(linked);
        return linked;
    });

    /// <summary>Login V2 gave up.</summary>
    public AuthRequest Fail(string id) => store.Change(change =>
    {
        var failed = RequireV2(change.State, id) with { Failed = true };
        failed = failed with { Sequence = failed.Sequence + 1 };
        change.Put(failed);
        return failed;
    });

    private static AuthRequest RequireV2(InstanceState state, string id)
    {
        if (state.AuthRequests.Find(id) is not { IsV2: true } request)
            throw ZitadelError.NotFound("COMMAND-kSe7x", "Errors.AuthRequest.NotExisting");
        if (request.CodeId is not null || request.Failed)
            throw ZitadelError.FailedPrecondition("COMMAND-Sx208nt", "Errors.AuthRequest.AlreadyHandled");
        return request;
    }

    private static AuthRequest Require(InstanceState state, string? id, string agentId) =>
        state.AuthRequests.Find(id) is { IsV2: false } request && request.AgentId == agentId
            ? request
            : throw ZitadelError.NotFound("CACHE-d24aD", "Errors.AuthRequest.NotFound");

    private AuthRequest Update(string id, string agentId, Func<AuthRequest, AuthRequest> update) => store.Change(change =>
    {
        var request = Require(change.State, id, agentId);
        var updated = update(request) with { Sequence = request.Sequence + 1 };
        change.Put(updated);
        return updated;
    });
}
