using System.Net;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>Hosts <see cref="ResourceService"/>: gRPC over HTTP/2 without TLS, on loopback, with a key that only the dashboard of this run has.</summary>
static class ResourceServiceHost
{
    /// <returns>The running server and its address.</returns>
    public static async Task<(WebApplication Server, string Url)> StartAsync(
        Orchestrator orchestrator, ResourceNotificationService notifications, ResourceLoggerService loggers, IConfiguration configuration, CancellationToken stopping)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, Preflight.ResourceServicePort(configuration), listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(orchestrator).AddSingleton(notifications).AddSingleton(loggers).AddSingleton(new Interactions(stopping));

        var server = builder.Build();
        var key = Encoding.UTF8.GetBytes(configuration["AppHost:ResourceService:ApiKey"]!);
        server.Use(async (context, next) =>
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers["x-resource-service-api-key"].ToString()), key)) await next();
            else context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        });
        server.MapGrpcService<ResourceService>();
        await server.StartAsync(stopping);
        return (server, server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }
}
