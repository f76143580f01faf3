using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace WebFrontend.Guide;

/// <summary>Addresses of pages of ZITADEL's console, which is at the issuer.</summary>
sealed class ZitadelConsole(IOptions<ZitadelSettings> zitadel)
{
    string Root => zitadel.Value.Issuer + "/ui/console";

    /// <summary>All users, people first.</summary>
    public string Users => Root + "/users";

    /// <summary>A user, with its metadata.</summary>
    public string User(string id) => $"{Root}/users/{Uri.EscapeDataString(id)}";

    /// <summary>An application with its settings; the project, or all of them, where the ids are not known.</summary>
    public string Application(GuideApplication application) => (zitadel.Value.ProjectId, application.Id) switch
    {
        ({ Length: > 0 } project, { } id) => $"{Root}/projects/{Uri.EscapeDataString(project)}/apps/{Uri.EscapeDataString(id)}",
        ({ Length: > 0 } project, null) => $"{Root}/projects/{Uri.EscapeDataString(project)}",
        _ => Root + "/projects",
    };
}
