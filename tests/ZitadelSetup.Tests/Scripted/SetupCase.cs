using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ZitadelSetup.Tests.Scripted;

/// <summary>One scripted ZITADEL and the set-up of it, without real waiting.</summary>
sealed class SetupCase : IAsyncDisposable
{
    SetupCase(ScriptedZitadel zitadel) => Zitadel = zitadel;

    public ScriptedZitadel Zitadel { get; }

    public ScriptedState State => Zitadel.State;

    public ImpatientTime Time { get; } = new();

    public LinesLogger Log { get; } = new();

    public static async Task<SetupCase> StartAsync() => new(await ScriptedZitadel.StartAsync());

    /// <summary>One that has been set up already; its calls so far are not counted.</summary>
    public static async Task<(SetupCase Case, SetupResult First, int Calls)> StartSetUpAsync(DesiredState? desired = null)
    {
        var started = await StartAsync();
        var first = await started.ApplyAsync(desired: desired);
        return (started, first, started.Zitadel.Calls.Count);
    }

    public async Task<SetupResult> ApplyAsync(SetupOptions? options = null, DesiredState? desired = null)
    {
        using var provisioner = Provisioner(options);
        return await provisioner.ApplyAsync(desired ?? Sample, CancellationToken.None);
    }

    public async Task<SetupPlan> PlanAsync(SetupOptions? options = null, DesiredState? desired = null)
    {
        using var provisioner = Provisioner(options);
        return await provisioner.PlanAsync(desired ?? Sample, CancellationToken.None);
    }

    /// <summary>A run that ends in the middle, wherever it is.</summary>
    public async Task StartAndKillAsync(CancellationToken killed)
    {
        using var provisioner = Provisioner(null);
        await Assert.CatchAsync<OperationCanceledException>(() => provisioner.ApplyAsync(Sample, killed));
    }

    /// <summary>The message of the failure that has to come.</summary>
    public async Task<string> FailsWithAsync(SetupOptions? options = null, DesiredState? desired = null) =>
        (await Assert.ThrowsAsync<ZitadelSetupException>(() => ApplyAsync(options, desired)))!.Message;

    Provisioner Provisioner(SetupOptions? options) =>
        new(new ZitadelConnection { Issuer = Zitadel.Issuer, Token = ScriptedZitadel.Token }, options ?? new SetupOptions { InitialPassword = "Password1!" }, Log, Time);

    public static DesiredState Sample => DesiredStateReader.Read(
        """
        {
          "placeholders": { "web-frontend": "http://localhost:5080" },
          "project": { "name": "Sample" },
          "applications": {
            "web": {
              "type": "web",
              "redirectUris": ["{web-frontend}/signin-oidc"],
              "postLogoutRedirectUris": ["{web-frontend}/signout-callback-oidc"],
              "grantTypes": ["authorization_code", "refresh_token"],
              "backChannelLogoutUri": "{web-frontend}/logout",
              "userInfoInsideIdToken": true
            },
            "phone": { "type": "native", "authMethod": "none", "redirectUris": ["com.example.app:/signed-in"] },
            "api": { "type": "api" }
          },
          "roles": { "reader": { "displayName": "Reader" } },
          "users": {
            "road.runner": {
              "givenName": "Road", "familyName": "Runner", "email": "rr@acme.example", "roles": ["reader"],
              "metadata": { "ContractNumber": "1234", "raw": "base64:/wA=" }
            }
          },
          "serviceUsers": { "registrar": { "name": "Registrar", "organizationRoles": ["ORG_USER_MANAGER"], "clientSecret": true } }
        }
        """,
        "sample",
        null);

    public ValueTask DisposeAsync() => Zitadel.DisposeAsync();
}

/// <summary>Keeps what was logged.</summary>
sealed class LinesLogger : ILogger
{
    readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();

    public IReadOnlyList<string> Lines => [.. lines.Select(line => line.Text)];

    public IReadOnlyList<string> Warnings => [.. lines.Where(line => line.Level >= LogLevel.Warning).Select(line => line.Text)];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue((logLevel, formatter(state, exception)));
}
