using System.Text;

namespace EmbeddedZitadel.Api.Messages;

/// <summary>The names of an enum in ZITADEL's API: <c>OIDC_APP_TYPE_</c> and <c>USER_AGENT</c> for <c>UserAgent</c>.</summary>
/// <param name="prefix">What every name begins with.</param>
public sealed class WireEnum<T>(string prefix) where T : struct, Enum
{
    private readonly Dictionary<T, string> _names = Enum.GetValues<T>().ToDictionary(value => value, value => prefix + UpperSnake(value.ToString()));

    /// <summary>The name of a value.</summary>
    public string Name(T value) => _names[value];

    /// <summary>The name of a value, or null for the zero value of an enum whose zero protojson leaves out.</summary>
    public string? NameUnlessZero(T value) => EqualityComparer<T>.Default.Equals(value, default) ? null : _names[value];

    /// <summary>The value of a name; null for none, or for the <c>…_UNSPECIFIED</c> that our enums don't have.</summary>
    public T? Value(string? name)
    {
        foreach (var (value, known) in _names)
        {
            if (known == name)
                return value;
        }

        return null;
    }

    private static string UpperSnake(string pascal)
    {
        var snake = new StringBuilder();
        foreach (var c in pascal)
        {
            if (char.IsAsciiLetterUpper(c) && snake.Length > 0)
                snake.Append('_');
            snake.Append(char.ToUpperInvariant(c));
        }

        return snake.ToString();
    }
}
