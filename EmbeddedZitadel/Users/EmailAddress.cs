namespace EmbeddedZitadel.Users;

/// <summary>What counts as an e-mail address.</summary>
public static class EmailAddress
{
    /// <summary>
    /// ZITADEL's rule (<c>internal/domain/human_email.go</c>): something, one <c>@</c>, a domain; no blanks or control characters, at most 200 characters.
    /// Whether it exists is for the mailed code to find out.
    /// </summary>
    public static bool IsValid(string address) =>
        address.Length is > 0 and <= 200
        && address.IndexOf('@', StringComparison.Ordinal) is var at and > 0 && at < address.Length - 1
        && address.IndexOf('@', at + 1) < 0
        && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
