using System.Buffers;
using System.Text;

namespace EmbeddedZitadel.Oidc;

/// <summary>
/// application/x-www-form-urlencoded as Go's <c>net/url</c> reads and writes it. ZITADEL's redirects are compared byte by byte by clients and tests,
/// and what Go refuses (a lone <c>%</c>, a <c>;</c>) .NET would let through.
/// </summary>
public static class FormUrlEncoding
{
    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~!$&'()*+,;=:@[]/%");

    /// <summary>Encodes one name or value: everything but letters, digits and <c>-_.~</c>; a space becomes <c>+</c>.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~')
                result.Append((char)b);
            else if (b == ' ')
                result.Append('+');
            else
                result.Append('%').Append(b.ToString("X2", null));
        }

        return result.ToString();
    }

    /// <summary>Decodes one name or value; false for a broken escape, e.g. <c>%zz</c>. Bytes that are no UTF-8 become U+FFFD.</summary>
    public static bool TryUnescape(ReadOnlySpan<char> text, out string result)
    {
        result = "";
        if (text.IndexOfAny('%', '+') < 0)
        {
            result = text.ToString();
            return true;
        }

        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                    return false;
                bytes.Add(Convert.FromHexString(text.Slice(i + 1, 2))[0]);
                i += 2;
            }
            else if (text[i] == '+')
            {
                bytes.Add((byte)' ');
            }
            else if (char.IsAscii(text[i]))
            {
                bytes.Add((byte)text[i]);
            }
            else
            {
                var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Slice(i, length).ToString()));
                i += length - 1;
            }
        }

        result = Encoding.UTF8.GetString([.. bytes]);
        return true;
    }

    /// <summary>Reads <c>a=1&amp;b=2</c> in order. False if any pair is broken; the good ones are read all the same.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, List<KeyValuePair<string, string>> pairs)
    {
        var good = true;
        foreach (var range in text.Split('&'))
        {
            var pair = text[range];
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? [] : pair[(equals + 1)..];
            if (pair.Contains(';') || !TryUnescape(name, out var key) || !TryUnescape(value, out var text1))
                good = false;
            else
                pairs.Add(new(key, text1));
        }

        return good;
    }

    /// <summary>Writes pairs sorted by name, those of one name in their order, as Go's <c>Values.Encode</c>.</summary>
    public static string Encode(IEnumerable<KeyValuePair<string, string>> pairs) =>
        string.Join('&', pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Escape(pair.Key)}={Escape(pair.Value)}"));

    /// <summary>
    /// Adds parameters to the query of a URI: joined with those that are there, written anew and sorted; a fragment stays at the end. The path is
    /// written as Go's <c>URL.String</c> does, and nothing else of the URI is touched, whatever it looks like.
    /// </summary>
    public static string AddToQuery(string uri, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var (beforeFragment, fragment) = Cut(uri, '#');
        var (path, query) = Cut(beforeFragment, '?');
        List<KeyValuePair<string, string>> all = [];
        TryParse(query.AsSpan().TrimStart('?'), all);
        all.AddRange(parameters);
        return $"{WithEscapedPath(path)}?{Encode(all)}{fragment}";
    }

    // A path with a character that has no place in one is encoded anew as a whole, then (y) too; any other is left as it is.
    private static string WithEscapedPath(string uri)
    {
        var authority = uri.IndexOf("://", StringComparison.Ordinal);
        var start = authority >= 0 ? uri.IndexOf('/', authority + 3) : uri.IndexOf(":/", StringComparison.Ordinal) + 1;
        if (start <= 0 || uri.AsSpan(start).IndexOfAnyExcept(PathCharacters) < 0)
            return uri;
        return TryUnescape(uri[start..].Replace("+", "%2B", StringComparison.Ordinal), out var path)
            ? uri[..start] + string.Concat(path.EnumerateRunes().Select(rune => rune.ToString()).Select(character =>
                "$&+,/:;=@".Contains(character, StringComparison.Ordinal) ? character : Escape(character).Replace("+", "%20", StringComparison.Ordinal)))
            : uri;
    }

    private static (string Before, string From) Cut(string text, char at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return index < 0 ? (text, "") : (text[..index], text[index..]);
    }
}
