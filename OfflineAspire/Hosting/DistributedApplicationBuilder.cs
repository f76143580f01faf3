using System.Reflection;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    readonly HostApplicationBuilder host;
    readonly DistributedApplicationEventing eventing = new();

    public DistributedApplicationBuilder(string[] args)
    {
        AppHostDirectory = Metadata("apphostprojectpath") ?? Directory.GetCurrentDirectory();
        host = new HostApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppHostDirectory });
        host.Logging.AddFilter("Microsoft", LogLevel.Warning);
        host.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        host.Logging.AddConfiguration(Configuration.GetSection("Logging"));

        // Aspire's own keys, so that AppHost finds them under the same names in both builds.
        Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AppHost:BrowserToken"] = Configuration["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"] ?? NewToken(),
            ["AppHost:OtlpApiKey"] = NewToken(),
            ["AppHost:DashboardApiKey"] = NewToken(),
            ["AppHost:ResourceService:ApiKey"] = NewToken(),
        });

        Services.AddHttpClient();
        Services.AddSingleton(new ResourceNotificationService());
        Services.AddSingleton(new ResourceLoggerService());
        Services.AddSingleton(eventing);
        Services.AddSingleton(_ => new ApplicationDescription(Resources));
        Services.AddSingleton(new EngineFiles(Configuration, Metadata));
        Services.AddSingleton<Preflight>();
        Services.AddSingleton<DcpProcess>();
        Services.AddSingleton<Dashboard>();
        Services.AddSingleton<HealthMonitor>();
        Services.AddHostedService<Orchestrator>();
    }

    public ConfigurationManager Configuration => host.Configuration;

    public string AppHostDirectory { get; }

    IServiceCollection Services => host.Services;

    public IDistributedApplicationEventing Eventing => eventing;

    internal List<Resource> Resources { get; } = [];

    internal bool IsDevelopment => host.Environment.IsDevelopment();

    public DistributedApplication Build() => new(host.Build());

    internal IResourceBuilder<T> Add<T>(T resource) where T : Resource
    {
        if (Resources.Exists(r => r.Name.Equals(resource.Name, StringComparison.OrdinalIgnoreCase)))
            throw new DistributedApplicationException($"There are two resources with the name '{resource.Name}': give one of them another name.");
        Resources.Add(resource);
        return new ResourceBuilder<T>(resource);
    }

    /// <summary>What AppHost.csproj wrote into the assembly, under the keys that Aspire's SDK uses.</summary>
    static string? Metadata(string key) => Assembly.GetEntryAssembly()?
        .GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value;

    static string NewToken() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}

/// <summary>The resources in the order in which they were added.</summary>
sealed record ApplicationDescription(IReadOnlyList<Resource> Resources);
