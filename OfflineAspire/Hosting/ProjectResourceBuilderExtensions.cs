using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Adds projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>
    /// Adds a project with the endpoints and environment of its launch profile: the one with the name of AppHost's own, else the first that runs a project.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="projectPath">The project file, relative to the folder of AppHost.</param>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath) =>
        Add(builder, name, projectPath, path => LaunchProfile.Read(path, builder.Configuration["DOTNET_LAUNCH_PROFILE"]));

    /// <summary>Adds a project with the endpoints and environment of the launch profile of that name; of none when it is null.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath, string? launchProfileName) =>
        Add(builder, name, projectPath, path => launchProfileName is null ? null : LaunchProfile.Read(path, launchProfileName) is { } profile && profile.Name == launchProfileName
            ? profile : throw new DistributedApplicationException($"The project '{path}' of '{name}' has no launch profile '{launchProfileName}'."));

    static IResourceBuilder<ProjectResource> Add(IDistributedApplicationBuilder builder, string name, string projectPath, Func<string, LaunchProfile?> readProfile)
    {
        var application = (DistributedApplicationBuilder)builder;
        // AppHost's build has built them too, each into the folder that AppHost's own build has.
        var output = Path.GetRelativePath(builder.AppHostDirectory, AppContext.BaseDirectory);
        var resource = new ProjectResource(name, Path.GetFullPath(projectPath, builder.AppHostDirectory), output);
        if (!File.Exists(resource.ProjectPath)) throw new DistributedApplicationException($"The project '{resource.ProjectPath}' of '{name}' does not exist.");

        var profile = readProfile(resource.ProjectPath);
        var randomize = builder.Configuration.GetValue<bool>("DcpPublisher:RandomizePorts");
        resource.Endpoints.AddRange(profile?.Endpoints(randomize) ?? []);

        var project = application.Add(resource);
        project.Compose(variables => ProjectEnvironment.AddDefaults(resource, profile, variables, application.IsDevelopment));
        return project;
    }
}
