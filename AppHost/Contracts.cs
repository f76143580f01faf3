using AppHost.Zitadel;
using Microsoft.Extensions.Configuration;

namespace AppHost;

static class Contracts
{
    /// <summary>
    /// Gives MetadataApi of a region its own database. Contracts belong to users by the ids that they have in one ZITADEL, so the database is that
    /// ZITADEL's: a file of SQLite with the project's id in its name. <c>--ConnectionStrings:contracts-eu=Host=…</c> takes PostgreSQL instead.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithContracts(
        this IResourceBuilder<ProjectResource> project, ZitadelHost zitadel, string region, IDistributedApplicationBuilder builder)
    {
        var given = builder.Configuration.GetConnectionString($"contracts-{region}");
        var directory = zitadel.DataDirectory ?? Path.GetFullPath("../artifacts/contracts", builder.AppHostDirectory);
        return project.WithEnvironment(async context =>
        {
            var result = await zitadel.Result().WaitAsync(context.CancellationToken);
            context.EnvironmentVariables["MetadataApi__Region"] = region;
            context.EnvironmentVariables["MetadataApi__DemoContracts"] = "true";
            context.EnvironmentVariables["ConnectionStrings__contracts"] = given is null
                ? $"Data Source={Path.Combine(directory, $"contracts-{region}-{result.ProjectId}.db")}"
                : new ParameterResource($"contracts-{region}-connection", _ => given, secret: true);
        });
    }
}
