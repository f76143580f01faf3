using System.Collections.Immutable;
using System.Globalization;

namespace EmbeddedZitadel.Login.Texts;

/// <summary>Chooses the language of a page: what the client asked for (<c>ui_locales</c>), then what the browser prefers, then English.</summary>
internal static class Languages
{
    private static readonly ImmutableArray<LoginTexts> All = [English.Texts, German.Texts];

    /// <summary>The texts for a page, and the tag that a person who registers there gets as their preferred language.</summary>
    /// <param name="uiLocales">The client's wish, best first, e.g. <c>de-CH</c>.</param>
    /// <param name="acceptLanguage">The browser's wish, as in <c>de-CH,de;q=0.9,en;q=0.8</c> (RFC 9110, section 12.5.4).</param>
    public static (LoginTexts Texts, string Tag) Choose(IEnumerable<string> uiLocales, string acceptLanguage)
    {
        foreach (var wish in uiLocales.Concat(ByPreference(acceptLanguage)))
        {
            var subtags = wish.Split('-');
            if (All.FirstOrDefault(texts => texts.Language.Equals(subtags[0], StringComparison.OrdinalIgnoreCase)) is { } texts)
                return (texts, TagOf(texts, subtags));
        }

        return (English.Texts, English.Texts.Language);
    }

    /// <summary>The sentence for an error: a page's own, or that of the server.</summary>
    public static string SentenceOf(this LoginTexts texts, Errors.ZitadelError error) =>
        texts.Errors.TryGetValue(error.Key, out var sentence) || English.Texts.Errors.TryGetValue(error.Key, out sentence) ? sentence : error.Sentence;

    /// <summary>Whether this is the tag of a language, e.g. <c>de-CH</c> or <c>en-u-rg-uszzzz</c> (BCP 47), as a hidden field should be.</summary>
    public static bool IsTag(string text) => text.Length is > 1 and <= 35
        && text.Split('-') is [{ Length: >= 2 } language, ..] subtags && language.All(char.IsAsciiLetter)
        && subtags.All(subtag => subtag.Length is > 0 and <= 8 && subtag.All(char.IsAsciiLetterOrDigit));

    // ZITADEL matches languages with Go's x/text, which keeps a region that the page has no texts for as an extension:
    // a person who registers with a browser set to en-US gets the preferred language "en-u-rg-uszzzz".
    private static string TagOf(LoginTexts texts, string[] subtags) =>
        subtags.Skip(1).FirstOrDefault(subtag => subtag.Length == 2 && subtag.All(char.IsAsciiLetter)) is { } region
            ? $"{texts.Language}-u-rg-{region.ToLowerInvariant()}zzzz"
            : texts.Language;

    private static IEnumerable<string> ByPreference(string acceptLanguage) =>
        from part in acceptLanguage.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let pieces = part.Split(';', StringSplitOptions.TrimEntries)
        let weight = pieces.Skip(1).FirstOrDefault(piece => piece.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
        let q = weight is null ? 1 : double.TryParse(weight.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var given) ? given : 0
        where q > 0
        orderby q descending
        select pieces[0];
}
