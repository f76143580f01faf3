using Microsoft.Extensions.Logging;
using ZitadelSetup.Api;
using ZitadelSetup.Planning;

namespace ZitadelSetup;

/// <summary>Brings a ZITADEL into a desired state, through its v2 services (v4.6 and newer). Running it again changes nothing.</summary>
/// <example>
/// <code>
/// var desired = DesiredState.Load("zitadel.json", new Dictionary&lt;string, string&gt; { ["web-frontend"] = "http://localhost:5080" });
/// using var provisioner = new Provisioner(new ZitadelConnection { Issuer = "http://localhost:8080", TokenFile = "admin.pat" }, new SetupOptions(), logger);
/// var result = await provisioner.ApplyAsync(desired, cancellationToken);
/// var clientId = result.Applications["web-frontend"].ClientId;
/// </code>
/// </example>
/// <param name="connection">Which ZITADEL, and as whom.</param>
/// <param name="options">How.</param>
/// <param name="logger">Gets the plan before, progress, and a summary after; never a secret.</param>
/// <param name="time">The clock of waits and retries; the system's when left out.</param>
public sealed class Provisioner(ZitadelConnection connection, SetupOptions options, ILogger logger, TimeProvider? time = null) : IDisposable
{
    readonly TimeProvider time = time ?? TimeProvider.System;
    ZitadelTransport? transport;

    /// <summary>Logs and returns what would be changed; changes nothing.</summary>
    /// <exception cref="ZitadelSetupException">ZITADEL can't be reached, refuses the token, or is too old.</exception>
    public async Task<SetupPlan> PlanAsync(DesiredState desired, CancellationToken cancellationToken)
    {
        try
        {
            var run = await ConnectAsync(desired, cancellationToken);
            var plan = await Planner.PlanAsync(run, cancellationToken);
            LogPlan(run, plan);
            return new SetupPlan([.. plan.Select(change => change.Description)], plan.Exists(change => change.SecretOf is not null));
        }
        catch (ZitadelRefusal refusal)
        {
            throw refusal.ToException();
        }
    }

    /// <summary>Logs the plan, creates what is missing, changes what is different, and waits until ZITADEL's reads show it.</summary>
    /// <returns>Ids, and the secrets that are known.</returns>
    /// <exception cref="ZitadelSetupException">ZITADEL can't be reached, refuses a request, or is too old.</exception>
    public async Task<SetupResult> ApplyAsync(DesiredState desired, CancellationToken cancellationToken)
    {
        try
        {
            var started = time.GetTimestamp();
            var run = await ConnectAsync(desired, cancellationToken);
            var plan = await Planner.PlanAsync(run, cancellationToken);
            LogPlan(run, plan);
            if (plan.Count > 0)
            {
                if (options.SecretsExpected is { } expected && plan.Select(change => change.SecretOf).OfType<string>().ToList() is { Count: > 0 } secrets)
                    await expected(secrets, cancellationToken);
                await new Convergence(run, options.ConsistencyTimeout, logger, time).RunAsync(plan, cancellationToken);
                logger.Summary(run.Issuer, desired.Project.Name, run.Changes.Count, time.GetElapsedTime(started).TotalSeconds);
            }

            return run.ToResult();
        }
        catch (ZitadelRefusal refusal)
        {
            throw refusal.ToException();
        }
    }

    async Task<Run> ConnectAsync(DesiredState desired, CancellationToken cancellationToken)
    {
        transport ??= new ZitadelTransport(connection.CheckedIssuer(), connection.ReadToken(), options, logger, time);
        var api = new ZitadelApi(transport);
        var discovery = await api.GetDiscoveryAsync(cancellationToken);
        // OpenID Connect Discovery 1.0, 4.3: the issuer has to be the very address; applications would refuse it later, with less to go by.
        if (discovery.Issuer.TrimEnd('/') != connection.CheckedIssuer())
            throw new ZitadelSetupException($"The ZITADEL at {connection.Issuer} says that its issuer is {discovery.Issuer}: use that address.");
        return new Run(api, desired, options, discovery.Issuer, await FindOrganizationAsync(api, cancellationToken), logger);
    }

    async Task<string> FindOrganizationAsync(ZitadelApi api, CancellationToken cancellationToken)
    {
        var organizations = await api.ListOrganizationsAsync(cancellationToken);
        if (connection.Organization is { } wanted)
        {
            return organizations.FirstOrDefault(o => o.Id == wanted || string.Equals(o.Name, wanted, StringComparison.OrdinalIgnoreCase))?.Id
                ?? throw new ZitadelSetupException(
                    $"There is no organisation '{wanted}' that the token's user may see; there are: {string.Join(", ", organizations.Select(o => $"'{o.Name}'"))}.");
        }

        // The v2 services know no "mine", so the deprecated management API is asked, but only by those who see several.
        return organizations is [var only] ? only.Id : (await api.GetMyOrganizationAsync(cancellationToken)).Id;
    }

    void LogPlan(Run run, List<Change> plan)
    {
        if (plan.Count == 0)
        {
            logger.NothingToChange(run.Issuer, run.Desired.Project.Name);
            return;
        }

        logger.PlanBegins(run.Issuer, run.Desired.Project.Name, plan.Count);
        foreach (var change in plan)
            logger.Planned(change.Description);
    }

    /// <summary>Closes the connections to ZITADEL.</summary>
    public void Dispose() => transport?.Dispose();
}
