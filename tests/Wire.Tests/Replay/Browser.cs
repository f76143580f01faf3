using System.Text.RegularExpressions;

namespace Wire.Tests.Replay;

/// <summary>A browser without a screen: it keeps its cookies, its last page and that page's address.</summary>
sealed partial class Browser
{
    readonly OrderedDictionary<string, string> _cookies = [];
    Page? _page;

    public string? Address { get; set; }

    public Page Page => _page ?? throw new WireException("the browser has not seen a page yet");

    /// <summary>The Cookie header, or null when there is no cookie.</summary>
    public string? Cookie => _cookies.Count == 0 ? null : string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}"));

    public void Take(string address, WireResponse response)
    {
        foreach (var cookie in response.SetCookies) Keep(cookie);
        Address = address;
        if (response.IsHtml) _page = new Page(response.Text);
    }

    // zitadel.login.csrf=MTcz…; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax
    void Keep(string setCookie)
    {
        var (pair, attributes) = Split(setCookie, ';');
        var (name, value) = Split(pair, '=');
        if (value == "" || Expired().IsMatch(attributes)) _cookies.Remove(name);
        else _cookies[name] = value;
    }

    static (string, string) Split(string text, char at) =>
        text.IndexOf(at) is >= 0 and var i ? (text[..i], text[(i + 1)..]) : (text, "");

    [GeneratedRegex("max-age=0|max-age=-|expires=thu, 01 jan 1970", RegexOptions.IgnoreCase)]
    private static partial Regex Expired();
}
