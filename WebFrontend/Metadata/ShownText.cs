using System.Globalization;

namespace WebFrontend.Metadata;

/// <summary>
/// A value for the eye: control characters as their pictures (a NUL, which HTML cannot hold, as ␀), and of a long value the beginning: a value may
/// have 500 000 bytes. Razor encodes it as every other text.
/// </summary>
static class ShownText
{
    public const int MaximumLength = 300;

    public static string Of(string text)
    {
        var shown = text.Length <= MaximumLength ? text : text[..(char.IsHighSurrogate(text[MaximumLength - 1]) ? MaximumLength - 1 : MaximumLength)];
        return Pictured(shown);
    }

    /// <summary>A text of many lines: long words, a token for example, stay whole; a page of them ends after 20 000 characters.</summary>
    public static string OfPage(string text)
    {
        const int Page = 20_000;
        return text.Length <= Page ? Pictured(text) : Pictured(text[..Page]) + Environment.NewLine + string.Create(CultureInfo.InvariantCulture, $"… {text.Length:N0} characters in all");
    }

    /// <summary>What <see cref="Of"/> left out, for people; null when nothing.</summary>
    public static string? Rest(string text) => text.Length <= MaximumLength
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"… {text.Length:N0} characters in all");

    static string Pictured(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = source[i] switch
            {
                '\n' => '\n',
                < ' ' => (char)('\u2400' + source[i]),
                '\u007f' => '\u2421',
                _ => source[i],
            };
    });
}
