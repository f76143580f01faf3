using Aspire.Hosting.Dcp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>The application: its resources, run by DCP and shown by the dashboard.</summary>
public class DistributedApplication
{
    readonly IHost host;

    internal DistributedApplication(IHost host) => this.host = host;

    /// <summary>Begins an application.</summary>
    /// <param name="args">Settings from the command line, for example <c>--Zitadel:Mode=external</c>.</param>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>Runs until a signal ends it; DCP and everything that it started is gone soon after.</summary>
    public void Run()
    {
        try
        {
            host.Services.GetRequiredService<Preflight>().Check();
            host.Run();
        }
        catch (DistributedApplicationException e)
        {
            Console.Error.WriteLine(e.Message);
            Environment.ExitCode = 1;
        }
    }
}

/// <summary>The application cannot start or go on; the message is for people.</summary>
sealed class DistributedApplicationException(string message) : Exception(message);
