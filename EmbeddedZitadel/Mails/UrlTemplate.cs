using System.Text.RegularExpressions;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Mails;

/// <summary>
/// The link of a mail, where an application has pages of its own for codes, e.g.
/// <c>https://app.example/verify?user={{.UserID}}&amp;code={{.Code}}</c> (the field <c>urlTemplate</c>).
/// </summary>
internal static partial class UrlTemplate
{
    /// <summary>The template with the user and the code in it; null where there is none.</summary>
    public static string? Fill(string? template, User user, string code) => template is null ? null : Placeholder().Replace(template, match =>
        Uri.EscapeDataString(match.Groups[1].Value switch
        {
            "UserID" => user.Id,
            "OrgID" => user.OrganizationId,
            "LoginName" => user.PreferredLoginName,
            "Code" => code,
            _ => throw Invalid(),
        }));

    /// <summary>Refuses a template that names something that there is not, before anything is changed.</summary>
    /// <exception cref="ZitadelError">It does.</exception>
    public static void Check(string? template)
    {
        var rest = Placeholder().Replace(template ?? "", match => match.Groups[1].Value is "UserID" or "OrgID" or "LoginName" or "Code" ? "" : throw Invalid());
        if (rest.Contains("{{", StringComparison.Ordinal))
            throw Invalid();
    }

    private static ZitadelError Invalid() => ZitadelError.InvalidArgument("DOMAIN-oGh5e", "Errors.User.InvalidURLTemplate");

    [GeneratedRegex(@"\{\{\s*\.(\w+)\s*\}\}")]
    private static partial Regex Placeholder();
}
