using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Tests;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class Metrics
{
    [Test]
    public async Task Of_the_parts_of_ASP_NET_Core_of_the_runtime_and_of_the_service_are_exported()
    {
        await using var otlp = await OtlpReceiver.StartAsync();
        await using var service = await TestService.StartAsync(app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapGet("/", () => "home").RequireAuthorization(policy => policy.RequireAssertion(_ => true));
        }, otlp.Address, services: services =>
        {
            services.AddAuthentication("Cookies").AddCookie("Cookies");
            services.AddAuthorization();
        });
        var name = service.Services.GetRequiredService<IHostEnvironment>().ApplicationName;
        service.Services.GetRequiredService<IMeterFactory>().Create(name).CreateCounter<long>("of_the_service").Add(1);
        using var library = new Meter("ZitadelMetadata");
        library.CreateCounter<long>("of_the_library").Add(1);

        using var browser = service.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        await browser.GetStringAsync(service.Address);
        service.Flush();

        var metrics = otlp.Received("/v1/metrics");
        using (Assert.EnterMultipleScope())
        {
            foreach (var metric in (string[])
            [
                "http.server.request.duration", "kestrel.active_connections", "aspnetcore.routing.match_attempts",
                "aspnetcore.authentication.authenticate.duration", "aspnetcore.authorization.attempts", "http.client.request.duration", "dotnet.gc.collections", "of_the_service", "of_the_library",
            ])
                Assert.That(metrics, Does.Contain(metric));
        }
    }
}
