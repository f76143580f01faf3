using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace WebFrontend.Authentication;

/// <summary>
/// Keeps a session's access token fresh. ZITADEL replaces the refresh token at each use, and two uses of one token at once end in one lost pair, so
/// a session refreshes once and every request that needs it waits for that.
/// </summary>
sealed class SessionTokens(SessionStore store, IServiceScopeFactory scopes, TimeProvider time, SignInTelemetry telemetry)
{
    /// <summary>Before it expires, so that the token is still good when it arrives at the API.</summary>
    static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, Lazy<Task<AuthenticationTicket?>>> _refreshing = [];

    public async Task RefreshWhenDueAsync(CookieValidatePrincipalContext context)
    {
        SignInTelemetry.Used(context.Properties);
        if (!IsDue(context.Properties))
            return;

        var key = SessionStore.KeyOf(context.Properties);
        var refresh = _refreshing.GetOrAdd(key, key => new(() => RefreshAsync(key)));
        AuthenticationTicket? ticket;
        try
        {
            ticket = await refresh.Value;
        }
        catch (ProviderUnavailableException)
        {
            // The session may still be good: the pages say what does not work meanwhile.
            return;
        }
        finally
        {
            _refreshing.TryRemove(new(key, refresh));
        }

        if (ticket is null)
        {
            context.RejectPrincipal();
            return;
        }
        context.ReplacePrincipal(ticket.Principal);
        context.Properties.StoreTokens(ticket.Properties.GetTokens());
    }

    async Task<AuthenticationTicket?> RefreshAsync(string key)
    {
        // Read again: another request may have refreshed between our reading of the session and now.
        if (await store.RetrieveAsync(key) is not { } ticket || !IsDue(ticket.Properties))
            return await store.RetrieveAsync(key);

        using var span = SignInTelemetry.Refreshing(ticket.Principal);
        await using var scope = scopes.CreateAsyncScope();
        var provider = scope.ServiceProvider.GetRequiredService<OpenIdProvider>();
        var refreshToken = ticket.Properties.GetTokenValue(OpenIdConnectParameterNames.RefreshToken);
        RefreshedTokens? answer;
        try
        {
            answer = refreshToken is null ? null : await provider.RefreshAsync(refreshToken, ticket.Principal);
        }
        catch (ProviderUnavailableException exception)
        {
            telemetry.NotRefreshed(span, ticket.Principal, exception);
            throw;
        }
        if (answer is null)
        {
            // The session ended at ZITADEL: signed out elsewhere, deactivated, or too old.
            telemetry.Ended(span, ticket.Principal);
            await store.RemoveAsync(key);
            return null;
        }

        Update(ticket.Properties, OpenIdConnectParameterNames.AccessToken, answer.AccessToken);
        Update(ticket.Properties, OpenIdConnectParameterNames.RefreshToken, answer.RefreshToken ?? refreshToken!);
        if (answer.IdToken is not null)
            Update(ticket.Properties, OpenIdConnectParameterNames.IdToken, answer.IdToken);
        Update(ticket.Properties, ExpiresAt, time.GetUtcNow().AddSeconds(answer.ExpiresIn).ToString("o", CultureInfo.InvariantCulture));
        await store.RenewAsync(key, ticket);
        SignInTelemetry.Refreshed(span);
        return ticket;
    }

    /// <summary>The name under which ASP.NET Core keeps the access token's expiry, <c>2026-11-24T16:00:00.0000000+00:00</c>.</summary>
    const string ExpiresAt = "expires_at";

    bool IsDue(AuthenticationProperties properties) =>
        DateTimeOffset.TryParse(properties.GetTokenValue(ExpiresAt), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var expires)
        && expires - Margin <= time.GetUtcNow();

    static void Update(AuthenticationProperties properties, string name, string value)
    {
        if (!properties.UpdateTokenValue(name, value))
            properties.StoreTokens([.. properties.GetTokens(), new AuthenticationToken { Name = name, Value = value }]);
    }
}
