using System.Text.Json.Nodes;
using System.Threading.Channels;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Oidc.Logout;

/// <summary>
/// Tells applications that a login ended (OpenID Connect Back-Channel Logout 1.0). Every application with tokens of that login and an address for it gets
/// a logout token, up to three times, 2 s apart, each with the same <c>jti</c> and a new <c>iat</c> (ZITADEL, seen).
/// </summary>
public sealed partial class BackChannelLogout(
    InstanceStore store, JwtSigner jwts, SnowflakeIds ids, TimeProvider clock, IHttpClientFactory clients, ILogger<BackChannelLogout> log)
    : BackgroundService
{
    /// <summary>The name of the HTTP client.</summary>
    public const string HttpClientName = "back-channel logout";

    private const int Attempts = 3;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(15);
    private readonly Channel<Notification> _queue = Channel.CreateUnbounded<Notification>();

    /// <summary>These sessions ended; the applications with tokens of theirs are told in the background.</summary>
    /// <param name="sessionIds">The values of <c>sid</c>.</param>
    /// <param name="issuer">The issuer under which the login ended.</param>
    public void SessionsEnded(IEnumerable<string> sessionIds, string issuer)
    {
        var state = store.Current;
        foreach (var sessionId in sessionIds)
        {
            foreach (var (clientId, userId) in state.OidcSessions.By(OidcSession.BySession, sessionId).Select(s => (s.ClientId, s.UserId)).Distinct())
            {
                var address = state.Applications.By(Application.ByClientId, clientId).FirstOrDefault()?.Oidc?.BackChannelLogoutUri;
                if (!string.IsNullOrEmpty(address))
                    _queue.Writer.TryWrite(new(address, issuer, userId, clientId, sessionId, ids.Next()));
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // An application that is slow to answer must not hold up the others.
            await Parallel.ForEachAsync(
                _queue.Reader.ReadAllAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = stoppingToken }, SendAsync);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async ValueTask SendAsync(Notification notification, CancellationToken stopping)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                using var client = clients.CreateClient(HttpClientName);
                using var form = new FormUrlEncodedContent([new("logout_token", Token(notification))]);
                using var answer = await client.PostAsync(notification.Address, form, stopping);
                if (answer.IsSuccessStatusCode)
                    return;
                LogRefused(log, notification.ClientId, (int)answer.StatusCode, attempt, Attempts);
            }
            catch (Exception unreachable) when (unreachable is HttpRequestException or InvalidOperationException or UriFormatException
                || unreachable is TaskCanceledException && !stopping.IsCancellationRequested)
            {
                LogUnreachable(log, notification.ClientId, unreachable.Message, attempt, Attempts);
            }

            if (attempt < Attempts)
                await Task.Delay(BetweenAttempts, clock, stopping);
        }
    }

    // No nonce, and "typ":"JWT" rather than logout+jwt.
    private string Token(Notification notification)
    {
        var issued = clock.GetUtcNow().AddSeconds(-1);
        return jwts.Sign(new JsonObject
        {
            ["iss"] = notification.Issuer,
            ["sub"] = notification.UserId,
            ["aud"] = new JsonArray(notification.ClientId),
            ["iat"] = issued.ToUnixTimeSeconds(),
            ["exp"] = (issued.AddSeconds(1) + TokenLifetime).ToUnixTimeSeconds(),
            ["jti"] = notification.Id,
            ["events"] = new JsonObject { ["http://schemas.openid.net/event/backchannel-logout"] = new JsonObject() },
            ["sid"] = notification.SessionId,
        });
    }

    private sealed record Notification(string Address, string Issuer, string UserId, string ClientId, string SessionId, string Id);

    [LoggerMessage(3016, LogLevel.Warning, "The back-channel logout of {ClientId} was answered {Status} (attempt {Attempt} of {Attempts})")]
    private static partial void LogRefused(ILogger log, string clientId, int status, int attempt, int attempts);

    [LoggerMessage(3017, LogLevel.Warning, "The back-channel logout of {ClientId} could not be sent: {Reason} (attempt {Attempt} of {Attempts})")]
    private static partial void LogUnreachable(ILogger log, string clientId, string reason, int attempt, int attempts);
}
