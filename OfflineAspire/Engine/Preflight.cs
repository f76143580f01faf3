using System.Net;
using System.Net.NetworkInformation;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dcp;

/// <summary>Finds out before anything is started what would keep the application from starting.</summary>
sealed class Preflight(EngineFiles files, ApplicationDescription application, Dashboard dashboard, IConfiguration configuration)
{
    /// <exception cref="DistributedApplicationException">DCP is not installed, or a port is taken.</exception>
    public void Check()
    {
        foreach (var file in new[] { files.Dcp, files.Dashboard })
        {
            if (!File.Exists(file))
            {
                throw new DistributedApplicationException(
                    $"'{file}' is missing: run OfflineAspire/prepare.sh (as ./run does), which installs DCP and the Aspire dashboard from npm and needs Node.js 20 or newer.");
            }
        }

        // DCP's proxy would wait for a taken port without a word.
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        foreach (var (owner, port) in Ports())
        {
            if (taken.Any(listener => listener.Port == port && (IPAddress.IsLoopback(listener.Address) || listener.Address.Equals(IPAddress.Any) || listener.Address.Equals(IPAddress.IPv6Any))))
            {
                throw new DistributedApplicationException(
                    $"Port {port} of {owner} is in use: stop the program that listens there, or start with --DcpPublisher:RandomizePorts=true to use free ports.");
            }
        }
    }

    IEnumerable<(string Owner, int Port)> Ports()
    {
        foreach (var resource in application.Resources.Append(dashboard))
        {
            foreach (var endpoint in resource.Endpoints.Where(e => e.Port is not null)) yield return (resource.Name, endpoint.Port!.Value);
        }

        if (ResourceServicePort(configuration) is var port and not 0) yield return ("the resource service", port);
    }

    /// <summary>0: any free one.</summary>
    public static int ResourceServicePort(IConfiguration configuration) =>
        !configuration.GetValue<bool>("DcpPublisher:RandomizePorts") && configuration["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] is { Length: > 0 } url ? new Uri(url).Port : 0;
}
