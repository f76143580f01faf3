using Aspire.Hosting.ApplicationModel;
using HealthReport = Aspire.Hosting.ApplicationModel.CustomResourceSnapshot.HealthReport;

namespace Aspire.Hosting.Dcp;

/// <summary>Asks resources how they are, often while they are not well and seldom while they are, as Aspire does.</summary>
sealed class HealthMonitor(ResourceNotificationService notifications, IHttpClientFactory clients)
{
    static readonly TimeSpan HealthyInterval = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(5);

    // DCP's proxy accepts a connection before the process behind it listens, and holds it.
    static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Checks until cancelled; tells once, when all checks have succeeded for the first time.</summary>
    public async Task RunAsync(Resource resource, Action healthy, CancellationToken cancellationToken)
    {
        var told = false;
        var failures = 0;
        while (true)
        {
            var reports = await Task.WhenAll(resource.HealthChecks.Select(check => CheckAsync(check, cancellationToken)));
            notifications.Publish(resource, s => s with { HealthReports = reports });
            failures = reports.All(r => r.Healthy == true) ? 0 : failures + 1;
            if (failures == 0 && !told)
            {
                told = true;
                healthy();
            }

            if (resource.HealthChecks.Count == 0) return;
            await Task.Delay(failures == 0 ? HealthyInterval : TimeSpan.FromTicks(Math.Min(Step.Ticks * failures, LongestStep.Ticks)), cancellationToken);
        }
    }

    async Task<HealthReport> CheckAsync(HealthCheck check, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(RequestTimeout);
        try
        {
            using var client = clients.CreateClient("health");
            using var response = await client.GetAsync(await check.Address(timeout.Token), timeout.Token);
            return new(check.Key, (int)response.StatusCode == check.StatusCode, $"{(int)response.StatusCode} {response.ReasonPhrase}", DateTime.UtcNow);
        }
        catch (HttpRequestException e)
        {
            return new(check.Key, false, e.Message, DateTime.UtcNow);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(check.Key, false, $"No answer within {RequestTimeout.TotalSeconds} s.", DateTime.UtcNow);
        }
    }
}
