namespace EmbeddedZitadel.Tests.BadInput;

/// <summary>One endpoint of each kind that reads a request.</summary>
internal static class Endpoints
{
    public static readonly string[] Forms =
    [
        "/oauth/v2/token", "/oauth/v2/introspect", "/oauth/v2/revoke", "/oauth/v2/authorize", "/oauth/v2/device_authorization", "/oidc/v1/userinfo", "/oidc/v1/end_session",
        "/oauth/v2/authorize/callback", "/ui/login/user/init", "/ui/login/mail/verification", "/ui/login/password/init", "/ui/login/device/allowed",
        "/ui/login/loginname", "/ui/login/password", "/ui/login/register", "/ui/login/userselection", "/ui/login/password/change", "/device",
        "/ui/console/users/create", "/ui/console/users/1/metadata/add", "/ui/console/signout",
    ];

    public static readonly string[] Json =
    [
        "/management/v1/projects", "/management/v1/projects/_search", "/management/v1/users/human/_import", "/management/v1/users/_search", "/management/v1/users/machine",
        "/management/v1/projects/1/apps/oidc", "/management/v1/users/1/metadata/_bulk", "/v2/users/human", "/v2/users", "/v2/sessions", "/v2/users/1/metadata",
        "/zitadel.user.v2.UserService/CreateUser", "/zitadel.user.v2.UserService/ListUsers", "/zitadel.project.v2.ProjectService/CreateProject",
        "/zitadel.application.v2.ApplicationService/CreateApplication", "/zitadel.session.v2.SessionService/CreateSession",
        "/zitadel.authorization.v2.AuthorizationService/CreateAuthorization",
    ];

    public static readonly string[] Reads =
    [
        "/.well-known/openid-configuration", "/oauth/v2/keys", "/oauth/v2/authorize", "/oidc/v1/userinfo", "/oidc/v1/end_session", "/ui/login/login", "/ui/login/mails",
        "/device", "/ui/console/users", "/ui/console/auth/callback", "/debug/healthz", "/management/v1/orgs/me", "/auth/v1/users/me", "/v2/users/1", "/v2/oidc/auth_requests/1", "/", "/no/such/path",
    ];

    public static IEnumerable<string> Posts => Forms.Concat(Json);

    public static IEnumerable<string> All => Posts.Concat(Reads).Distinct();
}
