namespace ZitadelSetup.Api;

/// <summary>A method of ZITADEL's API.</summary>
/// <param name="Verb">POST for all v2 services.</param>
/// <param name="Path">Its path; <c>/zitadel.project.v2.ProjectService/CreateProject</c> for a v2 service (Connect).</param>
/// <param name="Right">The right that the caller needs, by ZITADEL's name; for people who have to grant it.</param>
sealed record ZitadelMethod(HttpMethod Verb, string Path, string Right)
{
    /// <summary>Searches change nothing, and "not found" as their answer can only mean the caller.</summary>
    public bool IsSearch => Path.Contains("/List", StringComparison.Ordinal) || Verb == HttpMethod.Get;

    static ZitadelMethod Connect(string service, string name, string right) => new(HttpMethod.Post, $"/zitadel.{service}/{name}", right);

    // OpenID Connect Discovery; public, so the token isn't sent there.
    public static readonly ZitadelMethod GetDiscovery = new(HttpMethod.Get, "/.well-known/openid-configuration", "");

    public static readonly ZitadelMethod GetMyOrganization = new(HttpMethod.Get, "/management/v1/orgs/me", "org.read");
    public static readonly ZitadelMethod ListOrganizations = Connect("org.v2.OrganizationService", "ListOrganizations", "org.read");

    public static readonly ZitadelMethod ListProjects = Connect("project.v2.ProjectService", "ListProjects", "project.read");
    public static readonly ZitadelMethod CreateProject = Connect("project.v2.ProjectService", "CreateProject", "project.create");
    public static readonly ZitadelMethod UpdateProject = Connect("project.v2.ProjectService", "UpdateProject", "project.write");
    public static readonly ZitadelMethod ActivateProject = Connect("project.v2.ProjectService", "ActivateProject", "project.write");
    public static readonly ZitadelMethod ListProjectRoles = Connect("project.v2.ProjectService", "ListProjectRoles", "project.role.read");
    public static readonly ZitadelMethod AddProjectRole = Connect("project.v2.ProjectService", "AddProjectRole", "project.role.write");
    public static readonly ZitadelMethod UpdateProjectRole = Connect("project.v2.ProjectService", "UpdateProjectRole", "project.role.write");
    public static readonly ZitadelMethod RemoveProjectRole = Connect("project.v2.ProjectService", "RemoveProjectRole", "project.role.delete");

    public static readonly ZitadelMethod ListApplications = Connect("application.v2.ApplicationService", "ListApplications", "project.app.read");
    public static readonly ZitadelMethod CreateApplication = Connect("application.v2.ApplicationService", "CreateApplication", "project.app.write");
    public static readonly ZitadelMethod UpdateApplication = Connect("application.v2.ApplicationService", "UpdateApplication", "project.app.write");
    public static readonly ZitadelMethod ReactivateApplication = Connect("application.v2.ApplicationService", "ReactivateApplication", "project.app.write");
    public static readonly ZitadelMethod DeleteApplication = Connect("application.v2.ApplicationService", "DeleteApplication", "project.app.delete");
    public static readonly ZitadelMethod GenerateClientSecret = Connect("application.v2.ApplicationService", "GenerateClientSecret", "project.app.write");

    public static readonly ZitadelMethod ListUsers = Connect("user.v2.UserService", "ListUsers", "user.read");
    public static readonly ZitadelMethod CreateUser = Connect("user.v2.UserService", "CreateUser", "user.write");
    public static readonly ZitadelMethod UpdateUser = Connect("user.v2.UserService", "UpdateUser", "user.write");
    public static readonly ZitadelMethod AddSecret = Connect("user.v2.UserService", "AddSecret", "user.write");
    public static readonly ZitadelMethod ListUserMetadata = Connect("user.v2.UserService", "ListUserMetadata", "user.read");
    public static readonly ZitadelMethod SetUserMetadata = Connect("user.v2.UserService", "SetUserMetadata", "user.write");

    public static readonly ZitadelMethod ListAuthorizations = Connect("authorization.v2.AuthorizationService", "ListAuthorizations", "user.grant.read");
    public static readonly ZitadelMethod CreateAuthorization = Connect("authorization.v2.AuthorizationService", "CreateAuthorization", "user.grant.write");
    public static readonly ZitadelMethod UpdateAuthorization = Connect("authorization.v2.AuthorizationService", "UpdateAuthorization", "user.grant.write");
    public static readonly ZitadelMethod ActivateAuthorization = Connect("authorization.v2.AuthorizationService", "ActivateAuthorization", "user.grant.write");

    public static readonly ZitadelMethod ListAdministrators =
        Connect("internal_permission.v2.InternalPermissionService", "ListAdministrators", "org.member.read");
    public static readonly ZitadelMethod CreateAdministrator =
        Connect("internal_permission.v2.InternalPermissionService", "CreateAdministrator", "org.member.write");
    public static readonly ZitadelMethod UpdateAdministrator =
        Connect("internal_permission.v2.InternalPermissionService", "UpdateAdministrator", "org.member.write");
}
