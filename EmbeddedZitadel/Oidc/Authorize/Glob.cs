using System.Text;
using System.Text.RegularExpressions;

namespace EmbeddedZitadel.Oidc.Authorize;

/// <summary>The two glob dialects of development mode: Go's <c>path.Match</c>, and doublestar, which adds <c>**</c> and <c>{a,b}</c>.</summary>
public sealed class Glob
{
    /// <summary><c>path.Match</c>: <c>*</c> and <c>?</c> (not across <c>/</c>), <c>[a-z]</c>, <c>[^a]</c>, <c>\</c>.</summary>
    public static readonly Glob Star = new(doubleStar: false);

    /// <summary>doublestar: also <c>**</c> as a whole path element, and alternatives in braces.</summary>
    public static readonly Glob DoubleStar = new(doubleStar: true);

    private readonly bool _doubleStar;

    private Glob(bool doubleStar) => _doubleStar = doubleStar;

    /// <summary>Whether <paramref name="text"/> fits the pattern; a broken pattern fits nothing.</summary>
    public bool Matches(string pattern, string text)
    {
        try
        {
            // Linear in the text, whatever the pattern; both come from outside.
            return Regex.IsMatch(text, ToRegex(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        }
        catch (Exception broken) when (broken is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private string ToRegex(string pattern)
    {
        var regex = new StringBuilder("^(?:");
        var braces = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when _doubleStar && IsWholeElement(pattern, i):
                    // a/**/b also fits a/b
                    regex.Append(i + 2 < pattern.Length ? "(?:[^/]*/)*" : ".*");
                    i += i + 2 < pattern.Length ? 2 : 1;
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[' when pattern.IndexOf(']', Math.Min(i + 2, pattern.Length)) is var end and > 0:
                    var negated = pattern[i + 1] == '^' || _doubleStar && pattern[i + 1] == '!';
                    regex.Append(negated ? "[^" : "[").Append(pattern[(i + (negated ? 2 : 1))..end].Replace("[", @"\[", StringComparison.Ordinal)).Append(']');
                    i = end;
                    break;
                case '{' when _doubleStar:
                    regex.Append("(?:");
                    braces++;
                    break;
                case ',' when braces > 0:
                    regex.Append('|');
                    break;
                case '}' when braces > 0:
                    regex.Append(')');
                    braces--;
                    break;
                case '\\' when i + 1 < pattern.Length:
                    regex.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    regex.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return regex.Append(")$").ToString();
    }

    private static bool IsWholeElement(string pattern, int i) =>
        i + 1 < pattern.Length && pattern[i + 1] == '*' && (i == 0 || pattern[i - 1] == '/') && (i + 2 == pattern.Length || pattern[i + 2] == '/');
}
