using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Hosting;

/// <summary>
/// The cookie <c>zitadel.useragent</c> by which a browser is known again. ZITADEL sends it with every answer of the OIDC, login and v1 routes.
/// </summary>
public sealed class BrowserAgentCookie(OpaqueTokens tokens, SnowflakeIds ids, InstanceStore store)
{
    /// <summary>The cookie's name.</summary>
    public const string Name = "zitadel.useragent";

    private static readonly object ItemKey = new();

    /// <summary>The id of the browser; a new one for a browser without a (readable) cookie. Sets the cookie on the answer, once.</summary>
    public string Identify(HttpContext context)
    {
        if (context.Items.TryGetValue(ItemKey, out var known))
            return (string)known!;

        if (!tokens.TryRead(TokenKind.BrowserAgent, context.Request.Cookies[Name], out var id))
            id = ids.Next();
        context.Items[ItemKey] = id;
        context.Response.Cookies.Append(Name, tokens.Write(TokenKind.BrowserAgent, id), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.OriginScheme() == "https",
            Domain = store.Current.Instance.Domain,
            Path = "/",
            MaxAge = TimeSpan.FromDays(365),
        });
        return id;
    }
}
