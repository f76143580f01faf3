using System.Globalization;
using System.Text;

namespace EmbeddedZitadel.Console;

/// <summary>Values for the eye. Templates encode them as every other text.</summary>
internal static class Shown
{
    // A value may have 500 000 bytes, and a page many of them.
    private const int MaxLength = 300;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A time.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A number.</summary>
    public static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u00a0');

    /// <summary>The text that the bytes are in UTF-8, or null where they are none.</summary>
    public static string? Decoded(byte[] value)
    {
        try
        {
            return Strict.GetString(value);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The beginning of a text, with control characters as their pictures: a NUL, which HTML cannot hold, as ␀.</summary>
    public static string Text(string text)
    {
        var length = text.Length <= MaxLength ? text.Length : MaxLength - (char.IsHighSurrogate(text[MaxLength - 1]) ? 1 : 0);
        return string.Create(length + (length < text.Length ? 1 : 0), text, (shown, source) =>
        {
            shown[^1] = '…';
            for (var i = 0; i < length; i++)
            {
                shown[i] = source[i] switch
                {
                    '\n' => '\n',
                    < ' ' => (char)('\u2400' + source[i]),
                    '\u007f' => '\u2421',
                    >= '\u0080' and < '\u00a0' => '\u2426', // C1: the picture of "substitute form two"
                    _ => source[i],
                };
            }
        });
    }

    /// <summary>
    /// Whether a form can carry a text and give it back unchanged: not control characters (HTML has no way to write most of them), and not a line break
    /// that is not a mere line feed, which browsers make of all.
    /// </summary>
    public static bool SurvivesForm(string text) => !text.Any(character => char.IsControl(character) && character is not ('\n' or '\t'));
}
