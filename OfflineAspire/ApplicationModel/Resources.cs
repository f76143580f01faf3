using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Something that the application consists of.</summary>
    public interface IResource
    {
        /// <summary>Unique in the application.</summary>
        string Name { get; }
    }

    /// <summary>A resource that gets environment variables.</summary>
    public interface IResourceWithEnvironment : IResource;

    /// <summary>A resource that is reached at endpoints.</summary>
    public interface IResourceWithEndpoints : IResource;

    /// <summary>A resource that can wait for others before it starts.</summary>
    public interface IResourceWithWaitSupport : IResource;

    /// <summary>Holds what <c>With…</c> said about a resource.</summary>
    public abstract class Resource : IResource
    {
        private protected Resource(string name) => Name = name;

        string IResource.Name => Name;

        internal string Name { get; }

        /// <summary>What DCP runs; null for what is no process.</summary>
        internal Dcp.ProcessSpec? Process { get; init; }

        internal List<Endpoint> Endpoints { get; } = [];
        internal List<Func<EnvironmentCallbackContext, Task>> EnvironmentCallbacks { get; } = [];
        internal List<Resource> WaitsFor { get; } = [];
        internal List<Resource> References { get; } = [];
        internal List<HealthCheck> HealthChecks { get; } = [];
        internal List<Command> Commands { get; } = [];
        internal List<Func<ResourceReadyEvent, CancellationToken, Task>> ReadyCallbacks { get; } = [];
    }

    /// <summary>A .NET project that is run as a process.</summary>
    public class ProjectResource : Resource, IResourceWithEnvironment, IResourceWithServiceDiscovery, IResourceWithWaitSupport
    {
        /// <param name="name">The resource's name.</param>
        /// <param name="projectPath">The project file.</param>
        /// <param name="output">Where its build lies, relative to its folder: <c>bin/Debug/net10.0</c>.</param>
        internal ProjectResource(string name, string projectPath, string output) : base(name)
        {
            ProjectPath = projectPath;
            var folder = Path.GetDirectoryName(projectPath)!;
            // Not `dotnet run`, which takes longer to find this file than the project takes to start.
            Process = new(Path.Combine(folder, output, Path.GetFileNameWithoutExtension(projectPath)), folder, []);
        }

        internal string ProjectPath { get; }
    }

    /// <summary>Aspire's way to make up the value of a parameter.</summary>
    public abstract class ParameterDefault
    {
        private protected ParameterDefault() { }
    }

    /// <summary>A value that comes from configuration, <c>Parameters:name</c>.</summary>
    public class ParameterResource : Resource
    {
        readonly Func<string> value;

        /// <param name="name">The parameter's name.</param>
        /// <param name="callback">Called for the value; its argument, Aspire's default value, is always null here.</param>
        /// <param name="secret">Shown nowhere.</param>
        public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : base(name) =>
            (value, Secret) = (() => callback(null), secret);

        internal bool Secret { get; }

        internal string Current => value();

        /// <summary>The value.</summary>
        /// <exception cref="DistributedApplicationException">The configuration has none.</exception>
        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(value());
    }
}

namespace Aspire.Hosting
{
    /// <summary>A resource that others find by its name.</summary>
    public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

    /// <summary>A service outside of the application, known by its address.</summary>
    public sealed class ExternalServiceResource : Resource
    {
        internal ExternalServiceResource(string name, Uri uri) : base(name) => Address = uri;

        internal Uri Address { get; }
    }
}
