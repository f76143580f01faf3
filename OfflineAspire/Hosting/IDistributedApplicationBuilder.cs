using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting
{
    /// <summary>Collects what the application consists of.</summary>
    public interface IDistributedApplicationBuilder
    {
        /// <summary>Settings: appsettings, user secrets in Development, environment, command line.</summary>
        ConfigurationManager Configuration { get; }

        /// <summary>The folder of the AppHost project.</summary>
        string AppHostDirectory { get; }

        /// <summary>Events of the application.</summary>
        IDistributedApplicationEventing Eventing { get; }

        /// <summary>Ends the collecting.</summary>
        DistributedApplication Build();
    }
}

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>A resource while it is being described.</summary>
    public interface IResourceBuilder<out T> where T : IResource
    {
        /// <summary>The resource.</summary>
        T Resource { get; }
    }

    sealed record ResourceBuilder<T>(T Resource) : IResourceBuilder<T> where T : IResource;
}
