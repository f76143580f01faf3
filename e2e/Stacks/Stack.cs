namespace EndToEnd.Stacks;

/// <summary>Where the parts of the running stack are, and who signs in. What is null is not there to be tested.</summary>
sealed record Stack(Uri Web, Uri? Api, Uri Issuer, Uri? Dashboard, string User, string Password)
{
    public const string DemoUser = "road.runner";
    const string DemoPassword = "Password1!"; // AppHost/appsettings.json: public by design

    /// <summary>Whether it was there before the tests, set up by somebody else.</summary>
    public bool IsAttached { get; private init; }

    /// <summary>Whether ZITADEL is a part of the stack, so that it tells the dashboard what it does, or one that only its address is known of.</summary>
    public bool ZitadelIsExternal { get; init; }

    /// <summary>The passwords of people that have one of their own.</summary>
    public IReadOnlyDictionary<string, string> Passwords { get; init; } = new Dictionary<string, string>();

    /// <summary>Holds the token of a service user who owns the ZITADEL instance; null where the stack was there before.</summary>
    public string? OwnersTokenFile { get; init; }

    public string PasswordOf(string user) => Passwords.GetValueOrDefault(user, Password);

    /// <summary>The stack that the <c>E2E_…</c> variables name, or null when they name none.</summary>
    /// <param name="setting">Reads a variable.</param>
    /// <exception cref="InvalidOperationException">A variable is missing or is no address; the message names it.</exception>
    public static Stack? Attached(Func<string, string?> setting)
    {
        if (Address("E2E_WEB_URL") is not { } web)
        {
            var alone = new[] { "E2E_API_URL", "E2E_ISSUER", "E2E_DASHBOARD_URL" }.FirstOrDefault(name => Address(name) is not null);
            return alone is null ? null : throw new InvalidOperationException($"{alone} is set and E2E_WEB_URL is not: set it to the address of WebFrontend.");
        }
        var issuer = Address("E2E_ISSUER") ?? throw new InvalidOperationException("E2E_WEB_URL is set and E2E_ISSUER is not: set it to the address of its ZITADEL.");
        return new Stack(web, Address("E2E_API_URL"), issuer, Address("E2E_DASHBOARD_URL"), setting("E2E_USER") ?? DemoUser, setting("E2E_PASSWORD") ?? DemoPassword)
        {
            IsAttached = true, ZitadelIsExternal = WantsExternalZitadel(setting),
        };

        Uri? Address(string name) => setting(name) switch
        {
            null or "" => null,
            var text when Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" => address,
            var text => throw new InvalidOperationException($"{name} is '{text}': give an address such as http://localhost:5080."),
        };
    }

    /// <summary><c>E2E_ZITADEL</c>: embedded (default) or external.</summary>
    /// <exception cref="InvalidOperationException">It is neither.</exception>
    public static bool WantsExternalZitadel(Func<string, string?> setting) => setting("E2E_ZITADEL") switch
    {
        null or "" or "embedded" => false,
        "external" => true,
        var other => throw new InvalidOperationException($"E2E_ZITADEL is '{other}': set it to embedded or external."),
    };

    /// <summary>The stack at the addresses that AppHost has printed.</summary>
    public static Stack Started(IReadOnlyDictionary<string, Uri> addresses) =>
        new(addresses["web-frontend"], addresses["metadata-api-eu"], addresses["zitadel"], addresses["aspire-dashboard"], DemoUser, DemoPassword);
}
