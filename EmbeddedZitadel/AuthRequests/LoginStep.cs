using System.Collections.Immutable;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Authorizations;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Projects;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.AuthRequests;

/// <summary>What has to happen next in a Login V1; the login pages show it, prompt=none and the callback insist on <see cref="Callback"/>.</summary>
public abstract record LoginStep
{
    // ZITADEL: DefaultInstance.LoginPolicy.PasswordCheckLifetime
    private static readonly TimeSpan PasswordCheckLifetime = TimeSpan.FromHours(240);

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

    /// <summary>The user has no password: ask for a mailed code and a new one.</summary>
    public sealed record SetPassword(User User) : LoginStep;

    /// <summary>Ask for the password.</summary>
    public sealed record Password(User User) : LoginStep;

    /// <summary>Ask for a new password.</summary>
    public sealed record ChangePassword(User User) : LoginStep;

    /// <summary>Ask for the code that verifies the e-mail address, and for a password where there is none.</summary>
    public sealed record VerifyEmail(User User) : LoginStep;

    /// <summary>The user may not sign in anywhere (deactivated, locked, deleted): show why.</summary>
    public sealed record Refused(ZitadelError Error) : LoginStep;

    /// <summary>The user is signed in, but may not use this application: show why.</summary>
    public sealed record NotInProject(ZitadelError Error) : LoginStep;

    /// <summary>Signed in: go to the callback, or tell the device.</summary>
    /// <param name="User">Who.</param>
    /// <param name="Session">The session in this browser.</param>
    /// <param name="ShowsSuccessPage">Whether a page says so before: the window of a native application's login stays open behind it.</param>
    public sealed record Callback(User User, BrowserSession Session, bool ShowsSuccessPage) : LoginStep;

    /// <summary>
    /// Works out the next step (ZITADEL: <c>internal/auth/repository/eventsourcing/eventstore/auth_request.go</c>, <c>nextSteps</c>).
    /// It depends on nothing but its arguments.
    /// </summary>
    public static LoginStep Next(InstanceState state, AuthRequest request, DateTimeOffset now)
    {
        var sessions = state.BrowserAgents.Find(request.AgentId)?.Sessions ?? [];
        if (request.UserId is { } userId)
            return NextOf(userId);

        // Users who were deleted since, or belong to another organisation than the one asked for, drop out of the picker.
        var organization = RequestedOrganization.Of(request.Scopes, state);
        sessions = sessions.RemoveAll(session =>
            state.Users.Find(session.UserId) is not { } user || (organization is not null && user.OrganizationId != organization));
        if (request.Prompts.Contains("create"))
            return new Register();
        if (request.Prompts.Contains("select_account"))
            return sessions.IsEmpty ? new LoginName() : new PickUser(sessions);
        // Without a page there is nobody to pick: the only one who was ever here, or nobody, as for a login hint that fits nobody.
        if (request.Prompts.Contains("none"))
            return sessions is [var only] && request.LoginHint.Length == 0 ? NextOf(only.UserId) : new LoginName();
        if (request.Prompts.Contains("login") || request.Prompts.Contains("consent") || sessions.IsEmpty)
            return new LoginName();
        return sessions is [{ IsActive: true } active] ? NextOf(active.UserId) : new PickUser(sessions);

        LoginStep NextOf(string userId) => state.Users.Find(userId) is { } user
            ? NextOfUser(state, request, user, sessions.Find(session => session.UserId == userId && session.IsActive), now)
            : new Refused(ZitadelError.NotFound("QUERY-Dgqd2", "Errors.User.NotFound"));
    }

    private static LoginStep NextOfUser(InstanceState state, AuthRequest request, User user, BrowserSession? session, DateTimeOffset now)
    {
        if (user.Human is not { } human)
            return new Refused(ZitadelError.FailedPrecondition("EVENT-Lm69x", "Errors.User.NotHuman"));
        if (user.State == UserState.Locked)
            return new Refused(ZitadelError.FailedPrecondition("EVENT-FJ262", "Errors.User.Locked"));
        if (user.State == UserState.Inactive)
            return new Refused(ZitadelError.FailedPrecondition("EVENT-FJ262", "Errors.User.NotActive"));
        if (state.Organizations.Find(user.OrganizationId) is not { IsActive: true })
            return new Refused(ZitadelError.FailedPrecondition("EVENT-Zws3s", "Errors.User.NotActive"));
        if (user.State == UserState.Initial)
            return new InitializeUser(user);
        if (human.PasswordHash is null)
            return human.EmailVerified ? new SetPassword(user) : new VerifyEmail(user);
        if (session is null || !IsFreshEnough(session, human, request, now))
            return new Password(user);
        if (!human.EmailVerified)
            return new VerifyEmail(user);
        if (human.PasswordChangeRequired)
            return new ChangePassword(user);

        var application = state.Applications.By(Application.ByClientId, request.ClientId).FirstOrDefault();
        if (application is not null && state.Projects.Find(application.ProjectId) is { } project && WhyNotIn(state, project, user) is { } refusal)
            return new NotInProject(refusal);
        return new Callback(user, session, ShowsSuccessPage: request.DeviceAuthorizationId is null
            && application?.Oidc is { ApplicationType: OidcApplicationType.Native, SkipNativeAppSuccessPage: false });
    }

    /// <summary>
    /// Why the user may not sign in to this project: "Check for project on authentication" and "Check authorization on authentication". Null where they may.
    /// </summary>
    public static ZitadelError? WhyNotIn(InstanceState state, Project project, User user)
    {
        if (project.HasProjectCheck && project.OrganizationId != user.OrganizationId)
            return ZitadelError.FailedPrecondition("APP-m92d", "Errors.User.ProjectRequired");
        return project.RoleCheck && !state.Authorizations.By(Authorization.ByUser, user.Id).Any(a => a.IsActive && a.ProjectId == project.Id)
            ? ZitadelError.FailedPrecondition("APP-asb43", "Errors.User.GrantRequired")
            : null;
    }

    // A password that was set anew since ends single sign-on; max_age (0 for prompt=login) counts back from the request.
    private static bool IsFreshEnough(BrowserSession session, Human human, AuthRequest request, DateTimeOffset now) =>
        session.PasswordVerifiedAt >= (human.PasswordChanged ?? DateTimeOffset.MinValue)
        && now - session.PasswordVerifiedAt < PasswordCheckLifetime
        && (request.MaxAge is not { } maxAge || request.CreationDate - session.PasswordVerifiedAt < maxAge);
}
