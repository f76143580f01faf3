using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Configuration;

namespace OfflineAspire.Tests;

[Parallelizable(ParallelScope.All)]
public class PreflightTests
{
    [Test]
    public void A_port_that_is_taken_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var problem = Check(new() { ["ASPNETCORE_URLS"] = $"http://localhost:{port}", ["DcpPublisher:CliPath"] = "/bin/sh", ["DcpPublisher:DashboardPath"] = "/bin/sh" });

        Assert.That(problem, Does.StartWith($"Port {port} of aspire-dashboard is in use:"));
    }

    [Test]
    public void A_taken_port_does_not_matter_where_ports_are_random()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var problem = Check(new()
        {
            ["ASPNETCORE_URLS"] = $"http://localhost:{port}", ["DcpPublisher:RandomizePorts"] = "true",
            ["DcpPublisher:CliPath"] = "/bin/sh", ["DcpPublisher:DashboardPath"] = "/bin/sh",
        });

        Assert.That(problem, Is.Null);
    }

    [Test]
    public void A_missing_DCP_is_named_with_what_installs_it() =>
        Assert.That(Check(new() { ["DcpPublisher:CliPath"] = "/not/there/dcp" }), Does.StartWith("'/not/there/dcp' is missing:").And.Contains("Node.js"));

    static string? Check(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var files = new EngineFiles(configuration, _ => null);
        try
        {
            new Preflight(files, new ApplicationDescription([]), new Dashboard(files, configuration), configuration).Check();
            return null;
        }
        catch (DistributedApplicationException e)
        {
            return e.Message;
        }
    }
}
