using Microsoft.Extensions.Logging;

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
public sealed class Provisioner : IDisposable
{
    /// <summary>Connects to nothing yet.</summary>
    /// <param name="connection">Which ZITADEL, and as whom.</param>
    /// <param name="options">How.</param>
    /// <param name="logger">Gets the plan before, progress and a summary after; never a secret.</param>
    /// <param name="time">The clock of waits and retries.</param>
    public Provisioner(ZitadelConnection connection, SetupOptions options, ILogger logger, TimeProvider? time = null)
    {
    }

    /// <summary>What would be changed; changes nothing.</summary>
    /// <exception cref="ZitadelSetupException">ZITADEL can't be reached, refuses the token, or is too old.</exception>
    public Task<SetupPlan> PlanAsync(DesiredState desired, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Logs the plan, creates what is missing, changes what is different, and waits until ZITADEL's reads show it.</summary>
    /// <returns>Ids, and the secrets that are known.</returns>
    /// <exception cref="ZitadelSetupException">ZITADEL can't be reached, refuses a request, or is too old.</exception>
    public Task<SetupResult> ApplyAsync(DesiredState desired, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
