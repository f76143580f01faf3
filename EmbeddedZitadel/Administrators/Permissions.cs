using System.Collections.Frozen;

namespace EmbeddedZitadel.Administrators;

/// <summary>What ZITADEL's administrator roles allow; they stand in <c>roles.txt</c> beside this file.</summary>
public static class Permissions
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> ByRole = Read();

    /// <summary>The roles that a resource can be administered in, in ZITADEL's order.</summary>
    public static IReadOnlyList<string> RolesOf(AdministeredResource resource) => [.. ByRole.Keys
        .Where(role => resource switch
        {
            AdministeredResource.Instance => role.StartsWith("IAM_", StringComparison.Ordinal),
            AdministeredResource.Organization => role.StartsWith("ORG_", StringComparison.Ordinal),
            AdministeredResource.ProjectGrant => role.StartsWith("PROJECT_GRANT_", StringComparison.Ordinal),
            _ => role.StartsWith("PROJECT_", StringComparison.Ordinal) && !role.StartsWith("PROJECT_GRANT_", StringComparison.Ordinal),
        })
        .Order(StringComparer.Ordinal)];

    /// <summary>Whether a role has a permission, e.g. <c>ORG_USER_MANAGER</c> has <c>user.write</c>.</summary>
    public static bool Allows(string role, string permission) => ByRole.TryGetValue(role, out var permissions) && permissions.Contains(permission);

    /// <summary>The permissions of a role; none for one that is not known.</summary>
    public static IReadOnlyCollection<string> Of(string role) => ByRole.TryGetValue(role, out var permissions) ? permissions : [];

    private static FrozenDictionary<string, FrozenSet<string>> Read()
    {
        using var stream = typeof(Permissions).Assembly.GetManifestResourceStream("EmbeddedZitadel.Administrators.roles.txt")
            ?? throw new InvalidOperationException("The roles of administrators are not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        var roles = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string>? permissions = null;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] != ' ')
                roles[line] = permissions = [];
            else
                permissions!.AddRange(line.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Expand));
        }

        return roles.ToFrozenDictionary(role => role.Key, role => role.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    // user.grant.{read,write}: user.grant.read and user.grant.write
    private static IEnumerable<string> Expand(string word) =>
        word.IndexOf('{', StringComparison.Ordinal) is var brace and >= 0
            ? word[(brace + 1)..^1].Split(',').Select(part => word[..brace] + part)
            : [word];
}
