using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dcp;

/// <summary>Where DCP and the dashboard are: the same settings, in the same order, as Aspire looks them up.</summary>
sealed class EngineFiles(IConfiguration configuration, Func<string, string?> metadata)
{
    public string Dcp { get; } = configuration["DcpPublisher:CliPath"]
        ?? (configuration["ASPIRE_DCP_PATH"] is { } folder ? Path.Combine(folder, "dcp") : null)
        ?? metadata("dcpclipath")
        ?? "dcp";

    /// <summary>Takes <c>dashboard</c> as its first argument.</summary>
    public string Dashboard { get; } = configuration["DcpPublisher:DashboardPath"]
        ?? configuration["ASPIRE_DASHBOARD_PATH"]
        ?? metadata("aspiredashboardpath")
        ?? "aspire-managed";
}
