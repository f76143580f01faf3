using System.Collections.Immutable;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Authorizations;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.AuthRequests;

/// <summary>What has to happen next in a Login V1; the login pages show it, prompt=none and the callback insist on <see cref="Callback"/>.</summary>
public abstract record LoginStep
{
    private LoginStep()
    {
    }

    /// <summary>Ask for the login name.</summary>
    public sealed record LoginName : LoginStep;

    /// <summary>Show the registration page (prompt=create).</summary>
    public sealed record Register : LoginStep;

    /// <summary>Let the person pick one of those who signed in here, signed-out ones included.</summary>
    public sealed record PickUser(ImmutableList<BrowserSession> Sessions) : LoginStep;

    /// <summary>Ask for the code that activates a user who registered.</summary>
    public sealed record InitializeUser(User User) : LoginStep;

    /// <summary>Ask for the password.</summary>
    public sealed record Password(User User) : LoginStep;

    /// <summary>Ask for a new password.</summary>
    public sealed record ChangePassword(User User) : LoginStep;

    /// <summary>Ask for the code that verifies the e-mail address.</summary>
    public sealed record VerifyEmail(User User) : LoginStep;

    /// <summary>The user may not sign in (deactivated, locked, no role): show why.</summary>
    public sealed record Refused(ZitadelError Error) : LoginStep;

    /// <summary>Signed in: go to the callback, or tell the device.</summary>
    public sealed record Callback(User User, BrowserSession Session) : LoginStep;

    /// <summary>
    /// Works out the next step (ZITADEL: <c>internal/auth/repository/eventsourcing/eventstore/auth_request.go</c>, <c>nextSteps</c>).
    /// </summary>
    public static LoginStep Next(InstanceState state, AuthRequest request)
    {
        var agent = state.BrowserAgents.Find(request.AgentId);
        var userId = request.UserId;
        if (userId is null)
        {
            // Users who were deleted since drop out of the picker.
            var sessions = agent?.Sessions.RemoveAll(session => state.Users.Find(session.UserId) is null) ?? [];
            if (request.Prompts.Contains("create"))
                return new Register();
            if (request.Prompts.Contains("select_account"))
                return sessions.IsEmpty ? new LoginName() : new PickUser(sessions);
            if (request.Prompts.Contains("login") || request.Prompts.Contains("consent") || sessions.IsEmpty)
                return new LoginName();
            if (sessions.Count > 1)
                return new PickUser(sessions);
            userId = sessions[0].UserId;
        }

        if (state.Users.Find(userId) is not { } user)
            return new Refused(ZitadelError.NotFound("EVENT-Uk73K", "Errors.User.NotFound"));
        if (user.State == UserState.Locked)
            return new Refused(ZitadelError.FailedPrecondition("EVENT-FJ262", "Errors.User.Locked"));
        if (user.State == UserState.Inactive)
            return new Refused(ZitadelError.FailedPrecondition("EVENT-FJ262", "Errors.User.Inactive"));
        if (user.State == UserState.Initial)
            return new InitializeUser(user);
        if (agent?.Sessions.Find(s => s.UserId == user.Id && s.IsActive) is not { } session || !IsFreshEnough(session, user, request))
            return new Password(user);
        if (user.Human is { PasswordChangeRequired: true })
            return new ChangePassword(user);
        if (user.Human is { EmailVerified: false })
            return new VerifyEmail(user);
        return MissesRole(state, request, user)
            ? new Refused(ZitadelError.PermissionDenied("", "Errors.User.GrantRequired"))
            : new Callback(user, session);
    }

    /// <summary>Whether the project wants a role ("Check authorization on authentication") and the user has none.</summary>
    public static bool MissesRole(InstanceState state, AuthRequest request, User user) =>
        state.Applications.By(Application.ByClientId, request.ClientId).FirstOrDefault() is { } application
        && state.Projects.Find(application.ProjectId) is { RoleCheck: true } project
        && !state.Authorizations.By(Authorization.ByUser, user.Id).Any(a => a.IsActive && a.ProjectId == project.Id);

    // A password that was set anew since ends single sign-on; max_age (0 for prompt=login) counts back from the request.
    private static bool IsFreshEnough(BrowserSession session, User user, AuthRequest request) =>
        session.PasswordVerifiedAt >= (user.Human?.PasswordChanged ?? DateTimeOffset.MinValue)
        && (request.MaxAge is not { } maxAge || session.PasswordVerifiedAt > request.CreationDate - maxAge);
}
