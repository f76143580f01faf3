using Microsoft.Extensions.Configuration;

namespace AppHost.Zitadel;

/// <summary>Kinds of ZITADEL.</summary>
enum ZitadelMode
{
    /// <summary>EmbeddedZitadel: nothing to install.</summary>
    Embedded,

    /// <summary>ZITADEL's image with PostgreSQL, in the container runtime of this machine.</summary>
    Container,

    /// <summary>A ZITADEL that is there already, Cloud included.</summary>
    External,
}

/// <summary>The settings <c>Zitadel:…</c>.</summary>
sealed record ZitadelSettings
{
    /// <summary><c>Zitadel:Mode</c>.</summary>
    public ZitadelMode Mode { get; init; }

    /// <summary><c>Zitadel:Issuer</c>, of an external ZITADEL, without a slash at its end.</summary>
    public string Issuer { get; init; } = "";

    /// <summary><c>Zitadel:TokenFile</c>: the token of the set-up, where it is to be done.</summary>
    public string? TokenFile { get; init; }

    /// <summary><c>Zitadel:Organization</c>: which one gets the project; the token's own when left out.</summary>
    public string? Organization { get; init; }

    /// <summary><c>Zitadel:ProjectId</c>, where no set-up is done.</summary>
    public string ProjectId { get; init; } = "";

    /// <summary><c>Zitadel:Web:ClientId</c>, where no set-up is done; the secret is in <see cref="WebClientSecretKey"/>.</summary>
    public string WebClientId { get; init; } = "";

    /// <summary><c>Zitadel:Api:ClientId</c>, where no set-up is done; the secret is in <see cref="ApiClientSecretKey"/>.</summary>
    public string ApiClientId { get; init; } = "";

    /// <summary><c>Zitadel:DemoUsers</c>: whether people are created in an external ZITADEL.</summary>
    public bool DemoUsers { get; init; }

    /// <summary><c>Zitadel:RegenerateSecrets</c>: whether a lost client secret is replaced in an external ZITADEL.</summary>
    public bool RegenerateSecrets { get; init; }

    public const string WebClientSecretKey = "Zitadel:Web:ClientSecret";
    public const string ApiClientSecretKey = "Zitadel:Api:ClientSecret";

    /// <summary>Reads and checks them.</summary>
    /// <returns>Null, or one sentence that names the setting that is wrong, with an example.</returns>
    public static string? TryRead(IConfiguration configuration, out ZitadelSettings settings)
    {
        settings = new();
        var mode = configuration["Zitadel:Mode"] ?? nameof(ZitadelMode.Embedded);
        if (!Enum.TryParse<ZitadelMode>(mode, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed) || int.TryParse(mode, out _))
            return $"Zitadel:Mode is '{mode}': set it to embedded, container or external, for example --Zitadel:Mode=external.";
        if (configuration["Zitadel:Mode"] is null && configuration["Zitadel:Issuer"] is { } other)
            return $"Zitadel:Issuer is '{other}', but only the external mode has an issuer: set Zitadel:Mode too, for example --Zitadel:Mode=external.";
        if (parsed == ZitadelMode.Container && ContainerZitadel.Unavailable is { } reason) return reason;

        foreach (var key in new[] { "Zitadel:DemoUsers", "Zitadel:RegenerateSecrets" })
        {
            if (configuration[key] is { } value && !bool.TryParse(value, out _))
                return $"{key} is '{value}': set it to true or false, for example --{key}=true.";
        }

        settings = new ZitadelSettings
        {
            Mode = parsed,
            Issuer = configuration["Zitadel:Issuer"]?.TrimEnd('/') ?? "",
            TokenFile = configuration["Zitadel:TokenFile"],
            Organization = configuration["Zitadel:Organization"],
            ProjectId = configuration["Zitadel:ProjectId"] ?? "",
            WebClientId = configuration["Zitadel:Web:ClientId"] ?? "",
            ApiClientId = configuration["Zitadel:Api:ClientId"] ?? "",
            DemoUsers = configuration.GetValue<bool>("Zitadel:DemoUsers"),
            RegenerateSecrets = configuration.GetValue<bool>("Zitadel:RegenerateSecrets"),
        };
        return parsed == ZitadelMode.External ? settings.ExternalProblem(configuration) : null;
    }

    string? ExternalProblem(IConfiguration configuration)
    {
        if (Issuer == "")
            return "Zitadel:Issuer is missing: set it to the address of your ZITADEL, for example --Zitadel:Issuer=https://my-instance.zitadel.cloud.";
        if (!Uri.TryCreate(Issuer, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/")
            return $"Zitadel:Issuer is '{Issuer}', which is no address of a ZITADEL: set it to one such as https://my-instance.zitadel.cloud.";
        if (uri.Scheme == "http" && !uri.IsLoopback)
            return $"Zitadel:Issuer is '{Issuer}', but tokens must not be sent over http to another machine: use https, for example https://{uri.Host}.";
        if (TokenFile is not null)
        {
            return File.Exists(TokenFile)
                ? null
                : $"Zitadel:TokenFile is '{(TokenFile == "" ? "" : Path.GetFullPath(TokenFile))}', which does not exist: set it to a file with a personal access token, "
                    + "for example --Zitadel:TokenFile=/run/secrets/setup.pat.";
        }

        string[] needed = ["Zitadel:ProjectId", "Zitadel:Web:ClientId", WebClientSecretKey, "Zitadel:Api:ClientId", ApiClientSecretKey];
        return needed.FirstOrDefault(key => string.IsNullOrEmpty(configuration[key])) is { } missing
            ? $"{missing} is missing: set it, for example with dotnet user-secrets --project AppHost set {missing} …, "
                + "or give Zitadel:TokenFile to have ZITADEL set up for you."
            : null;
    }
}
