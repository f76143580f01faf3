namespace Wire.Tests;

/// <summary>The server that is held against the recording.</summary>
/// <param name="Issuer">Its address, without a slash at the end.</param>
/// <param name="Token">A personal access token of an instance owner.</param>
/// <param name="ComparesIds">Whether ZITADEL's error ids and message keys count: they change from one ZITADEL version to the next.</param>
/// <param name="Process">What to end afterwards, when it is our own.</param>
sealed record Zitadel(string Issuer, string Token, bool ComparesIds, IAsyncDisposable? Process = null) : IAsyncDisposable
{
    /// <summary>A ZITADEL that somebody named, or a fresh EmbeddedZitadel of our own.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names it.</exception>
    public static async Task<Zitadel> Start(Func<string, string?> setting) =>
        Named(setting) ?? await StartEmbedded();

    /// <summary>The ZITADEL of WIRE_ISSUER and WIRE_TOKEN_FILE, or null when there is none.</summary>
    public static Zitadel? Named(Func<string, string?> setting)
    {
        if (setting("WIRE_ISSUER") is not { Length: > 0 } issuer) return null;
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new InvalidOperationException($"WIRE_ISSUER is '{issuer}': give ZITADEL's address, such as http://localhost:8080.");
        if (!address.IsLoopback && !IsYes(setting("WIRE_ALLOW_ANY_HOST")))
            throw new InvalidOperationException(
                $"WIRE_ISSUER is {issuer}, which is not this machine: the tests create users and administrators there. " +
                "Use a throw-away ZITADEL, and set WIRE_ALLOW_ANY_HOST=true if that one is.");
        if (setting("WIRE_TOKEN_FILE") is not { Length: > 0 } file || !File.Exists(file))
            throw new InvalidOperationException("WIRE_TOKEN_FILE must name the file with a personal access token of an instance owner at WIRE_ISSUER.");
        return new Zitadel(issuer.TrimEnd('/'), File.ReadAllText(file).Trim(), !IsNo(setting("WIRE_IDS")));
    }

    static async Task<Zitadel> StartEmbedded()
    {
        var (process, issuer) = await EmbeddedZitadelProcess.StartAsync();
        return new Zitadel(issuer, File.ReadAllText(process.TokenFile).Trim(), ComparesIds: true, process);
    }

    static bool IsYes(string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    static bool IsNo(string? value) => string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);

    public ValueTask DisposeAsync() => Process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
