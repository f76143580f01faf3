using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace MetadataApi.Authentication;

/// <summary>
/// Keeps positive answers of introspection for a few seconds, under a hash of the token so that a memory dump gives none away, and never longer than
/// the token is valid. Everything else is asked again.
/// </summary>
sealed class IntrospectionCache(IOptions<IntrospectionSettings> settings, TimeProvider time) : IDisposable
{
    // Some 10 MB with ZITADEL's usual answers; the oldest go first.
    readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public JsonElement? Find(string token) =>
        _answers.TryGetValue(Key(token), out Answer? answer) && time.GetUtcNow() < answer!.ValidUntil ? answer.Claims : null;

    public void Keep(string token, JsonElement claims, DateTimeOffset expires)
    {
        var now = time.GetUtcNow();
        var validUntil = now.AddSeconds(settings.Value.CacheSeconds);
        if (expires < validUntil)
            validUntil = expires;
        if (validUntil > now)
            _answers.Set(Key(token), new Answer(claims, validUntil), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = validUntil - now });
    }

    public void Dispose() => _answers.Dispose();

    static string Key(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    sealed record Answer(JsonElement Claims, DateTimeOffset ValidUntil);
}
