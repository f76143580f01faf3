using System.Collections.Immutable;
using System.Text;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Users;

/// <summary>
/// What a password must be like: ZITADEL's default complexity policy, at least 8 bytes with a lower-case letter, an upper-case letter, a digit
/// and a symbol (https://zitadel.com/docs/guides/manage/console/default-settings#password-complexity).
/// </summary>
public static class PasswordPolicy
{
    /// <summary>The shortest password, in bytes of UTF-8.</summary>
    public const int MinLength = 8;

    /// <summary>The longest that ZITADEL's pages let a person type; its hash (bcrypt) takes 72 bytes.</summary>
    public const int MaxLength = 70;

    /// <summary>The rules in the order in which ZITADEL checks them.</summary>
    public static readonly ImmutableArray<PasswordRule> Rules =
    [
        new("minlength", "COMMA-HuJf6", "Errors.User.PasswordComplexityPolicy.MinLength", password => Encoding.UTF8.GetByteCount(password) >= MinLength),
        new("lowercase", "COMMA-co3Xw", "Errors.User.PasswordComplexityPolicy.HasLower", password => password.Any(char.IsAsciiLetterLower)),
        new("uppercase", "COMMA-VoaRj", "Errors.User.PasswordComplexityPolicy.HasUpper", password => password.Any(char.IsAsciiLetterUpper)),
        new("number", "COMMA-ZBv4H", "Errors.User.PasswordComplexityPolicy.HasNumber", password => password.Any(char.IsAsciiDigit)),
        new("symbol", "COMMA-ZDLwA", "Errors.User.PasswordComplexityPolicy.HasSymbol", password => password.Any(c => !char.IsAsciiLetterOrDigit(c))),
    ];

    /// <summary>Refuses a password that breaks a rule, with the first one it breaks.</summary>
    /// <exception cref="ZitadelError">It breaks one.</exception>
    public static void Check(string password)
    {
        if (Rules.FirstOrDefault(rule => !rule.IsMetBy(password)) is { } broken)
            throw ZitadelError.InvalidArgument(broken.ErrorId, broken.ErrorKey);
    }
}

/// <summary>One rule for passwords.</summary>
/// <param name="Name">Its name, which is also the id of its line on ZITADEL's pages, e.g. <c>uppercase</c>.</param>
/// <param name="ErrorId">ZITADEL's error id where it is broken.</param>
/// <param name="ErrorKey">ZITADEL's message key where it is broken.</param>
/// <param name="IsMetBy">Whether a password keeps it.</param>
public sealed record PasswordRule(string Name, string ErrorId, string ErrorKey, Func<string, bool> IsMetBy);
