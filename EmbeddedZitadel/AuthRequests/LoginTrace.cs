using System.Diagnostics;
using EmbeddedZitadel.Hosting;

namespace EmbeddedZitadel.AuthRequests;

/// <summary>
/// Ties the requests of one login together. A browser carries no trace context from page to page, so each is a trace of its own that links to those
/// before it. The contexts are kept with the login, which only its own browser reaches, and with the code only its own client: nobody can have one
/// login linked to another's, as a context in an address or a cookie could.
/// </summary>
public static class LoginTrace
{
    // The authorization request and the forms of a login; somebody who tries passwords all day must not make it grow.
    private const int Most = 32;

    /// <summary>Keeps the span of the current request for those to come.</summary>
    public static AuthRequest WithCurrentSpan(this AuthRequest request) => Activity.Current is { Id: { } span } && request.Spans.Length < Most
        ? request with { Spans = request.Spans.Add(span) }
        : request;

    /// <summary>Links the span of the current request to those of the login before it, and says whose login it is once that is known.</summary>
    public static void Continue(AuthRequest request)
    {
        if (Activity.Current is not { } span)
            return;
        foreach (var earlier in request.Spans.Where(earlier => earlier != span.Id))
        {
            if (ActivityContext.TryParse(earlier, null, out var context))
                span.AddLink(new ActivityLink(context));
        }

        if (request.UserId is { } userId)
            ZitadelTelemetry.IsAbout(userId);
    }
}
