using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using ServiceDefaults;

namespace WebFrontend.Authentication;

/// <summary>
/// What telemetry says of sign-ins and sessions: one line of log for each, one count, and links between the traces that a sign-in consists of. A
/// browser carries no trace context from page to page, so the context travels with what is ours alone: the protected state of the request, and the
/// session on the server.
/// </summary>
sealed partial class SignInTelemetry
{
    /// <summary>Where state and session keep the span to link to, <c>00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01</c> (W3C Trace Context).</summary>
    const string SpanItem = ".span";

    const string Outcome = "web_frontend.sign_in.outcome";
    const string RefreshOutcome = "web_frontend.session.refresh.outcome";

    static readonly ActivitySource Source = new("WebFrontend");

    readonly Counter<long> _signIns;
    readonly ILogger<SignInTelemetry> _logger;

    public SignInTelemetry(IMeterFactory meters, ILogger<SignInTelemetry> logger)
    {
        _signIns = meters.Create("WebFrontend").CreateCounter<long>(
            "web_frontend.sign_ins", "{sign_in}", "Sign-ins that came back from ZITADEL, by their outcome: succeeded, access_denied, expired, failed.");
        _logger = logger;
    }

    /// <summary>The browser is sent to ZITADEL; the answer will link back to this span.</summary>
    public static void Challenged(AuthenticationProperties state) => state.Items[SpanItem] = Activity.Current?.Id;

    /// <summary>
    /// ZITADEL's answer came, to the browser that asked. Before that is known the state may be another's: it must not link our trace to theirs.
    /// </summary>
    public static void Answered(AuthenticationProperties state) => LinkTo(state);

    /// <summary>The answer became a session, whose requests will link back to this span.</summary>
    public void Succeeded(ClaimsPrincipal user, AuthenticationProperties session)
    {
        var subject = user.FindFirstValue("sub");
        Activity.Current?.SetTag(Telemetry.EndUserId, subject);
        session.Items[SpanItem] = Activity.Current?.Id;
        _signIns.Add(1, new KeyValuePair<string, object?>(Outcome, "succeeded"));
        LogSucceeded(subject);
    }

    /// <summary>The answer became no session.</summary>
    public void Failed(SignInFailure failure, Exception? exception)
    {
        _signIns.Add(1, new KeyValuePair<string, object?>(Outcome, failure switch
        {
            SignInFailure.AccessDenied => "access_denied",
            SignInFailure.Expired => "expired",
            _ => "failed",
        }));
        switch (failure)
        {
            case SignInFailure.AccessDenied:
                LogDenied(exception?.Message);
                break;
            case SignInFailure.Expired:
                LogExpired(exception?.Message);
                break;
            default:
                Activity.Current?.SetStatus(ActivityStatusCode.Error, "ZITADEL's answer to a sign-in could not be used");
                LogFailed(exception);
                break;
        }
    }

    /// <summary>A request of a session.</summary>
    public static void Used(AuthenticationProperties session) => LinkTo(session);

    /// <summary>Begins the span of a session's refresh; null when nobody listens.</summary>
    public static Activity? Refreshing(ClaimsPrincipal user) =>
        Source.StartActivity("session.refresh")?.SetTag(Telemetry.EndUserId, user.FindFirstValue("sub"));

    /// <summary>The session has new tokens.</summary>
    public static void Refreshed(Activity? span) => span?.SetTag(RefreshOutcome, "refreshed");

    /// <summary>ZITADEL refuses new tokens: the session is over.</summary>
    public void Ended(Activity? span, ClaimsPrincipal user)
    {
        span?.SetTag(RefreshOutcome, "ended");
        LogEnded(user.FindFirstValue("sub"));
    }

    /// <summary>ZITADEL could not be asked for new tokens.</summary>
    public void NotRefreshed(Activity? span, ClaimsPrincipal user, ProviderUnavailableException exception)
    {
        span?.SetTag(RefreshOutcome, "unavailable").SetStatus(ActivityStatusCode.Error, exception.Message);
        LogNotRefreshed(user.FindFirstValue("sub"), exception.Message);
    }

    public void SignedOut(ClaimsPrincipal user) => LogSignedOut(user.FindFirstValue("sub"));

    public void SignedOutHereOnly(ClaimsPrincipal user, ProviderUnavailableException exception) =>
        LogSignedOutHereOnly(user.FindFirstValue("sub"), exception.Message);

    static void LinkTo(AuthenticationProperties properties)
    {
        if (Activity.Current is { } span && properties.Items.TryGetValue(SpanItem, out var earlier)
            && ActivityContext.TryParse(earlier, null, out var context) && !span.Links.Any(link => link.Context == context))
            span.AddLink(new ActivityLink(context));
    }

    [LoggerMessage(1001, LogLevel.Information, "User {Subject} signed in")]
    partial void LogSucceeded(string? subject);

    [LoggerMessage(1002, LogLevel.Warning, "A sign-in was denied, by the user or by ZITADEL: {Reason}")]
    partial void LogDenied(string? reason);

    [LoggerMessage(1003, LogLevel.Warning, "A sign-in was refused: the answer came too late, twice, or to another browser than the question ({Reason})")]
    partial void LogExpired(string? reason);

    [LoggerMessage(1004, LogLevel.Error, "A sign-in failed: ZITADEL's answer could not be used")]
    partial void LogFailed(Exception? exception);

    [LoggerMessage(1005, LogLevel.Information,
        "The session of user {Subject} ended: ZITADEL gives it no new tokens, because it was ended there or the user may not sign in any more")]
    partial void LogEnded(string? subject);

    [LoggerMessage(1006, LogLevel.Warning, "The session of user {Subject} goes on with its old tokens, which could not be refreshed: {Reason}")]
    partial void LogNotRefreshed(string? subject, string reason);

    [LoggerMessage(1007, LogLevel.Information, "User {Subject} signed out")]
    partial void LogSignedOut(string? subject);

    [LoggerMessage(1008, LogLevel.Warning, "User {Subject} signed out here, but not at ZITADEL, where the refresh token lives on: {Reason}")]
    partial void LogSignedOutHereOnly(string? subject, string reason);
}
