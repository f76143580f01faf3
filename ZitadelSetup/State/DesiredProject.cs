namespace ZitadelSetup;

/// <summary>A project of ZITADEL. The settings carry the words of ZITADEL's console.</summary>
public sealed record DesiredProject
{
    /// <summary>Unique in the organisation regardless of case, 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>"Assert Roles on Authentication": userinfo, introspection and tokens carry the project's roles (API: <c>projectRoleAssertion</c>).</summary>
    public bool AssertRolesOnAuthentication { get; init; }

    /// <summary>"Check authorization on Authentication": only users with a role may sign in (API: <c>authorizationRequired</c>).</summary>
    public bool CheckAuthorizationOnAuthentication { get; init; }

    /// <summary>"Check for Project on Authentication": only users of an organisation with the project may sign in (API: <c>projectAccessRequired</c>).</summary>
    public bool CheckProjectOnAuthentication { get; init; }
}

/// <summary>A role of the project; its key is the name in <see cref="DesiredState.Roles"/>.</summary>
public sealed record DesiredRole
{
    /// <summary>Shown to people, 1 to 200 characters.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Groups roles in ZITADEL's console; has no effect on tokens.</summary>
    public string Group { get; init => field = value ?? ""; } = "";
}
