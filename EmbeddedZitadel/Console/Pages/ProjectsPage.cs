using System.Text.Json.Nodes;
using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Console.Pages;

/// <summary>Projects with their applications.</summary>
internal static class ProjectsPage
{
    public static Html Render(IEnumerable<(JsonNode Project, IReadOnlyList<JsonNode> Applications)> projects) =>
        Html.Join(projects.Select(one => Render(one.Project, one.Applications)).DefaultIfEmpty(Html.Of($"<p>There is no project that you may see.</p>")));

    private static Html Render(JsonNode project, IReadOnlyList<JsonNode> applications) => Html.Of($"""
        <section class="panel" aria-labelledby="project-{project.Text("projectId")}">
          <h2 id="project-{project.Text("projectId")}"><a href="{ConsolePaths.Projects}/{project.Text("projectId")}"><bdi>{project.Text("name")}</bdi></a></h2>
          <p>Project id <code>{project.Text("projectId")}</code></p>
          {(applications.Count == 0 ? Html.Of($"<p>No application that you may see.</p>") : Table(project, applications))}
        </section>
        """);

    private static Html Table(JsonNode project, IReadOnlyList<JsonNode> applications) => Html.Of($"""
        <table>
          <caption class="for-readers">Applications of {project.Text("name")}</caption>
          <thead><tr><th scope="col">Name</th><th scope="col">Client id</th><th scope="col">Kind</th><th scope="col">State</th></tr></thead>
          <tbody>
            {applications.Select(application => Html.Of($"""
              <tr>
                <th scope="row"><a href="{ApplicationPage.Path(application)}"><bdi>{application.Text("name")}</bdi></a></th>
                <td data-label="Client id"><code>{ApplicationPage.ClientId(application)}</code></td>
                <td data-label="Kind">{ApplicationPage.Kind(application)}</td>
                <td data-label="State">{ConsoleParts.State(application.Enum("state", "APPLICATION_STATE_"))}</td>
              </tr>
              """))}
          </tbody>
        </table>
        """);
}
