using System.Text;
using System.Text.Json;

namespace WebFrontend.Registration;

/// <summary>What ZITADEL wants of a password.</summary>
sealed class PasswordPolicy
{
    /// <summary>Of ZITADEL's hash, bcrypt: it takes 72 bytes, and ZITADEL's own pages 70.</summary>
    const int MaximumBytes = 70;

    readonly List<(string Text, Func<string, bool> IsKept)> _rules = [];

    PasswordPolicy(ulong minimum, bool lower, bool upper, bool digit, bool symbol)
    {
        // ZITADEL counts bytes of UTF-8 and means ASCII by letters and digits.
        _rules.Add(($"at least {minimum} characters", password => (ulong)Encoding.UTF8.GetByteCount(password) >= minimum));
        _rules.Add(($"at most {MaximumBytes}", password => Encoding.UTF8.GetByteCount(password) <= MaximumBytes));
        if (lower)
            _rules.Add(("a lower-case letter", password => password.Any(char.IsAsciiLetterLower)));
        if (upper)
            _rules.Add(("an upper-case letter", password => password.Any(char.IsAsciiLetterUpper)));
        if (digit)
            _rules.Add(("a digit", password => password.Any(char.IsAsciiDigit)));
        if (symbol)
            _rules.Add(("a symbol", password => password.Any(character => !char.IsAsciiLetterOrDigit(character))));
    }

    /// <summary>ZITADEL's own defaults, for where it could not be asked.</summary>
    public static PasswordPolicy Default { get; } = new(8, true, true, true, true);

    /// <summary>
    /// Of <c>GetPasswordComplexitySettings</c>, <c>{"settings":{"minLength":"8","requiresUppercase":true,…}}</c>; what is false is left out.
    /// </summary>
    /// <returns>Null for any other JSON.</returns>
    public static PasswordPolicy? Of(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("settings", out var settings) || settings.ValueKind != JsonValueKind.Object)
            return null;
        bool Requires(string what) => settings.TryGetProperty("requires" + what, out var value) && value.ValueKind == JsonValueKind.True;
        return new(
            settings.TryGetProperty("minLength", out var minimum) && ulong.TryParse(minimum.ToString(), out var length) ? length : 1,
            Requires("Lowercase"), Requires("Uppercase"), Requires("Number"), Requires("Symbol"));
    }

    /// <summary>The rules, each as it follows "It needs".</summary>
    public IEnumerable<string> Rules => _rules.Select(rule => rule.Text);

    /// <summary>Those that a password breaks.</summary>
    public IReadOnlyList<string> Broken(string password) => [.. _rules.Where(rule => !rule.IsKept(password)).Select(rule => rule.Text)];
}
