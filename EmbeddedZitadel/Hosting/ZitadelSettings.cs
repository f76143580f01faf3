using System.Globalization;

namespace EmbeddedZitadel.Hosting;

/// <summary>
/// The settings of ZITADEL's own image that mean something here, read from the environment (or any other configuration) by ZITADEL's names.
/// </summary>
public sealed class ZitadelSettings
{
    private const string Prefix = "ZITADEL_";

    // Settings of a real ZITADEL that cannot matter here: there is no database, no TLS, no mail server, no second process.
    private static readonly string[] WithoutEffect =
    [
        "ZITADEL_MASTERKEY", "ZITADEL_DATABASE_", "ZITADEL_TLS_", "ZITADEL_LOG_", "ZITADEL_TRACING_", "ZITADEL_METRICS_", "ZITADEL_CACHES_",
        "ZITADEL_MACHINE_IDENTIFICATION_", "ZITADEL_HTTPCLIENT_", "ZITADEL_EXECUTIONS_", "ZITADEL_NOTIFICATIONS_", "ZITADEL_TELEMETRY_",
        "ZITADEL_EXTERNALPORT", "ZITADEL_EXTERNALSECURE", "ZITADEL_DEFAULTINSTANCE_LOGINPOLICY_MFAINITSKIPLIFETIME",
        "ZITADEL_FIRSTINSTANCE_ORG_LOGINCLIENT_", "ZITADEL_FIRSTINSTANCE_LOGINCLIENTPATPATH", "ZITADEL_OIDC_", "ZITADEL_PROJECTIONS_",
    ];

    private readonly IConfiguration _configuration;
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the settings.</summary>
    /// <exception cref="FormatException">A value cannot be read; the message names the setting.</exception>
    public ZitadelSettings(IConfiguration configuration)
    {
        _configuration = configuration;
        Port = Number("ZITADEL_PORT");
        ExternalDomain = Text("ZITADEL_EXTERNALDOMAIN") ?? "localhost";
        OrganizationName = Text("ZITADEL_FIRSTINSTANCE_ORG_NAME") ?? "ZITADEL";
        HumanUsername = Text("ZITADEL_FIRSTINSTANCE_ORG_HUMAN_USERNAME") ?? "zitadel-admin";
        HumanPassword = Text("ZITADEL_FIRSTINSTANCE_ORG_HUMAN_PASSWORD") ?? "Password1!";
        HumanPasswordChangeRequired = Switch("ZITADEL_FIRSTINSTANCE_ORG_HUMAN_PASSWORDCHANGEREQUIRED") ?? true;
        HumanFirstName = Text("ZITADEL_FIRSTINSTANCE_ORG_HUMAN_FIRSTNAME") ?? "ZITADEL";
        HumanLastName = Text("ZITADEL_FIRSTINSTANCE_ORG_HUMAN_LASTNAME") ?? "Admin";
        HumanEmail = Text("ZITADEL_FIRSTINSTANCE_ORG_HUMAN_EMAIL_ADDRESS");
        MachineUsername = Text("ZITADEL_FIRSTINSTANCE_ORG_MACHINE_MACHINE_USERNAME");
        MachineName = Text("ZITADEL_FIRSTINSTANCE_ORG_MACHINE_MACHINE_NAME") ?? MachineUsername ?? "";
        MachinePatExpirationDate = Date("ZITADEL_FIRSTINSTANCE_ORG_MACHINE_PAT_EXPIRATIONDATE");
        PatPath = Text("ZITADEL_FIRSTINSTANCE_PATPATH");
        LoginV2Required = Switch("ZITADEL_DEFAULTINSTANCE_FEATURES_LOGINV2_REQUIRED") ?? false;
        LoginV2BaseUri = Text("ZITADEL_DEFAULTINSTANCE_FEATURES_LOGINV2_BASEURI") ?? "/ui/v2/login";
    }

    /// <summary>The port to listen on, or null where ASP.NET Core's own settings say.</summary>
    public int? Port { get; }

    /// <summary>The host name that requests must name.</summary>
    public string ExternalDomain { get; }

    /// <summary>The name of the first organisation.</summary>
    public string OrganizationName { get; }

    /// <summary>The user name of the first administrator; without an <c>@</c> the organisation's domain is added.</summary>
    public string HumanUsername { get; }

    /// <summary>The password of the first administrator.</summary>
    public string HumanPassword { get; }

    /// <summary>Whether that password must be changed at the first login.</summary>
    public bool HumanPasswordChangeRequired { get; }

    /// <summary>The given name of the first administrator.</summary>
    public string HumanFirstName { get; }

    /// <summary>The family name of the first administrator.</summary>
    public string HumanLastName { get; }

    /// <summary>The e-mail address of the first administrator, or null for the user name.</summary>
    public string? HumanEmail { get; }

    /// <summary>The user name of the service user who owns the instance, or null for none.</summary>
    public string? MachineUsername { get; }

    /// <summary>Its name.</summary>
    public string MachineName { get; }

    /// <summary>Until when its personal access token is valid.</summary>
    public DateTimeOffset? MachinePatExpirationDate { get; }

    /// <summary>The file that gets the token, or null for none.</summary>
    public string? PatPath { get; }

    /// <summary>Whether applications that do not choose get Login V2. ZITADEL's default is yes; here it is no, because the pages here are V1's.</summary>
    public bool LoginV2Required { get; }

    /// <summary>Where Login V2 lives.</summary>
    public string LoginV2BaseUri { get; }

    /// <summary>The settings that begin like ZITADEL's and are neither read here nor known to be without effect.</summary>
    public IReadOnlyList<string> Unknown =>
    [
        .. _configuration.AsEnumerable().Select(pair => pair.Key)
            .Where(key => key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !_known.Contains(key)
                && !WithoutEffect.Any(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal),
    ];

    private string? Text(string name)
    {
        _known.Add(name);
        return string.IsNullOrWhiteSpace(_configuration[name]) ? null : _configuration[name];
    }

    private int? Number(string name) => Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"{name} is '{text}', which is no number. Set it to a port such as 8080, or leave it out.");

    private bool? Switch(string name) => Text(name) is not { } text ? null
        : bool.TryParse(text, out var value) ? value
        : throw new FormatException($"{name} is '{text}'. Set it to true or false, or leave it out.");

    private DateTimeOffset? Date(string name) => Text(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
        : throw new FormatException($"{name} is '{text}'. Set it to a date such as 2030-01-01T00:00:00Z, or leave it out.");
}
