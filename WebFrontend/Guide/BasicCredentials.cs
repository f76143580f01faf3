using System.Text;

namespace WebFrontend.Guide;

/// <summary>The string for <c>Authorization: Basic</c> at the token endpoint (RFC 6749 section 2.3.1).</summary>
static class BasicCredentials
{
    /// <summary>
    /// Both parts form-urlencoded, joined by a colon, in base64. Escaped is everything but letters, digits and <c>-_.~</c>, as Go's <c>url.QueryEscape</c>
    /// and Python's <c>quote_plus</c> do it; JavaScript's <c>encodeURIComponent</c> leaves <c>!'()*</c> and writes a space as <c>%20</c>. Servers read both.
    /// </summary>
    public static string Of(string clientId, string clientSecret) => Convert.ToBase64String(Encoding.ASCII.GetBytes(Escape(clientId) + ":" + Escape(clientSecret)));

    public static string Escape(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
