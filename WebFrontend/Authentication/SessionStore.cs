using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;

namespace WebFrontend.Authentication;

/// <summary>
/// Keeps sessions in the distributed cache: encrypted, because they hold tokens, and under a hash of their key, so that who reads the cache cannot
/// take a session over.
/// </summary>
sealed class SessionStore(IDistributedCache cache, IDataProtectionProvider protection) : ITicketStore
{
    /// <summary>After this long at most one signs in again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    static readonly TimeSpan IdleTime = TimeSpan.FromHours(12);

    const string KeyItem = ".session";

    readonly IDataProtector _protector = protection.CreateProtector("WebFrontend.Session");

    /// <summary>The key of the session that a ticket is of.</summary>
    public static string KeyOf(AuthenticationProperties properties) =>
        properties.Items[KeyItem] ?? throw new InvalidOperationException("The ticket was not kept by SessionStore.");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        ticket.Properties.Items[KeyItem] = key;
        await RenewAsync(key, ticket);
        return key;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) => cache.SetAsync(
        CacheKey(key),
        _protector.Protect(TicketSerializer.Default.Serialize(ticket)),
        new DistributedCacheEntryOptions { SlidingExpiration = IdleTime, AbsoluteExpiration = ticket.Properties.ExpiresUtc });

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        if (await cache.GetAsync(CacheKey(key)) is not { } bytes)
            return null;
        try
        {
            return TicketSerializer.Default.Deserialize(_protector.Unprotect(bytes));
        }
        catch (CryptographicException)
        {
            // Written with a key that is gone (a cache that outlived the server's keys): as good as no session.
            return null;
        }
    }

    public Task RemoveAsync(string key) => cache.RemoveAsync(CacheKey(key));

    static string CacheKey(string key) => "session:" + Convert.ToHexString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(key)));
}
