using System.Collections.Frozen;

namespace EmbeddedZitadel.Administrators;

/// <summary>What ZITADEL's administrator roles allow (its default <c>InternalAuthZ.RolePermissionMappings</c>, as far as there is an API for it here).</summary>
public static class Permissions
{
    // ROLE: permissions; `x.*` stands for everything that begins with `x.`, `x.{a,b}` for x.a and x.b.
    private const string Mapping = """
        IAM_OWNER: iam.* org.* user.* policy.* project.* events.read session.{read,write,delete}
        IAM_OWNER_VIEWER: iam.{read,policy.read,member.read,web_key.read} org.{read,member.read} user.{read,global.read,grant.read,membership.read} policy.read project.{read,member.read,role.read,app.read,grant.read,grant.member.read} session.read
        IAM_ORG_MANAGER: org.* user.* policy.* project.* session.{read,delete}
        IAM_USER_MANAGER: org.{read,global.read,member.read,member.delete} user.{read,global.read,write,delete,grant.read,grant.write,grant.delete,membership.read,passkey.write} project.{read,member.read,role.read,app.read,grant.read,grant.write,grant.delete,grant.member.read} session.{read,delete}
        IAM_ADMIN_IMPERSONATOR: impersonation admin.impersonation
        IAM_END_USER_IMPERSONATOR: impersonation
        IAM_LOGIN_CLIENT: iam.{read,policy.read,member.read,member.write} org.{read,member.read,member.write} user.{read,write,grant.read,grant.write,membership.read,credential.write,passkey.write} policy.read project.{read,member.read,member.write,role.read,app.read,grant.read,grant.member.read,grant.member.write} session.{read,write,link,delete}
        ORG_OWNER: org.{read,global.read,write,delete,member.read,member.write,member.delete} user.* policy.* project.{read,create,write,delete,member.read,member.write,member.delete,role.read,role.write,role.delete,app.read,app.write,grant.read,grant.write,grant.delete,grant.member.read,grant.member.write,grant.member.delete} session.{read,delete}
        ORG_USER_MANAGER: org.read user.{read,global.read,write,delete,grant.read,grant.write,grant.delete,membership.read} policy.read project.{read,role.read} session.{read,delete}
        ORG_OWNER_VIEWER: org.{read,member.read} user.{read,global.read,grant.read,membership.read} policy.read project.{read,member.read,role.read,app.read,grant.read,grant.member.read}
        ORG_SETTINGS_MANAGER: org.{read,write,member.read} policy.*
        ORG_USER_PERMISSION_EDITOR: org.{read,member.read} user.{read,global.read,grant.read,grant.write,grant.delete} policy.read project.{read,member.read,role.read,app.read,grant.read,grant.member.read}
        ORG_PROJECT_PERMISSION_EDITOR: org.{read,member.read} user.{read,global.read,grant.read,grant.write,grant.delete} policy.read project.{read,member.read,role.read,app.read,grant.read,grant.write,grant.delete,grant.member.read}
        ORG_PROJECT_CREATOR: user.global.read policy.read project.create
        ORG_ADMIN_IMPERSONATOR: impersonation admin.impersonation
        ORG_END_USER_IMPERSONATOR: impersonation
        ORG_USER_SELF_MANAGER: policy.read user.self.delete
        PROJECT_OWNER: org.global.read policy.read project.{read,write,delete,member.read,member.write,member.delete,role.read,role.write,role.delete,app.read,app.write,app.delete,grant.read,grant.write,grant.delete,grant.member.read,grant.member.write,grant.member.delete} user.{read,global.read,grant.read,grant.write,grant.delete,membership.read}
        PROJECT_OWNER_VIEWER: policy.read project.{read,member.read,role.read,app.read,grant.read,grant.member.read} user.{read,global.read,grant.read,membership.read}
        PROJECT_OWNER_GLOBAL: org.global.read policy.read project.{read,write,delete,member.read,member.write,member.delete,role.read,role.write,role.delete,app.read,app.write,app.delete} user.{global.read,grant.read,grant.write,grant.delete,membership.read}
        PROJECT_OWNER_VIEWER_GLOBAL: policy.read project.{read,member.read,role.read,app.read,grant.read,grant.member.read} user.{global.read,grant.read,membership.read}
        PROJECT_GRANT_OWNER: policy.read org.global.read project.{read,grant.read,grant.member.read,grant.member.write,grant.member.delete} user.{read,global.read,grant.read,grant.write,grant.delete,membership.read}
        PROJECT_GRANT_OWNER_VIEWER: policy.read project.{read,grant.read,grant.member.read} user.{read,global.read,grant.read,membership.read}
        """;

    private static readonly FrozenDictionary<string, FrozenSet<string>> ByRole = Mapping
        .Split('\n', StringSplitOptions.TrimEntries)
        .Select(line => line.Split(": "))
        .ToFrozenDictionary(role => role[0], role => role[1].Split(' ').SelectMany(Expand).ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

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
    public static bool Allows(string role, string permission) =>
        ByRole.TryGetValue(role, out var permissions)
        && (permissions.Contains(permission) || permissions.Contains(permission[..(permission.IndexOf('.', StringComparison.Ordinal) + 1)] + '*'));

    /// <summary>The permissions of a role, families as <c>user.*</c>.</summary>
    public static IReadOnlyCollection<string> Of(string role) => ByRole.TryGetValue(role, out var permissions) ? permissions : [];

    private static IEnumerable<string> Expand(string word) =>
        word.IndexOf('{', StringComparison.Ordinal) is var brace and >= 0
            ? word[(brace + 1)..^1].Split(',').Select(part => word[..brace] + part)
            : [word];
}
