using ZitadelSetup;

namespace AppHost.Zitadel;

static class ContainerZitadel
{
    /// <summary>Nothing is missing for it in this build.</summary>
    public static string? Unavailable => null;

    /// <summary>
    /// Adds ZITADEL's own image and PostgreSQL, whose data stay in a volume, and has it set up when it is ready. To begin anew, delete the volume
    /// <c>zitadel-aspire-postgres</c> and the folder of the token (see <see cref="TokenDirectory"/>).
    /// </summary>
    public static ZitadelHost AddContainerZitadel(this IDistributedApplicationBuilder builder, string name, int port)
    {
        var demoPassword = builder.AddDemoPassword();
        var tokens = TokenDirectory();
        var postgres = builder.AddPostgres("postgres").WithDataVolume("zitadel-aspire-postgres");
        var zitadel = builder.AddZitadel(name, port)
            .WithDatabase(postgres)
            .WithHttpHealthCheck("/debug/ready")
            .WithEnvironment("ZITADEL_TLS_ENABLED", "false")
            .WithEnvironment("ZITADEL_EXTERNALSECURE", "false")
            .WithEnvironment("ZITADEL_FIRSTINSTANCE_ORG_NAME", "ZitadelAspire")
            // The token of the set-up, written when the database is empty.
            .WithBindMount(tokens, "/setup")
            .WithEnvironment("ZITADEL_FIRSTINSTANCE_PATPATH", "/setup/setup.pat")
            .WithEnvironment("ZITADEL_FIRSTINSTANCE_ORG_MACHINE_MACHINE_USERNAME", "setup")
            .WithEnvironment("ZITADEL_FIRSTINSTANCE_ORG_MACHINE_MACHINE_NAME", "ZitadelSetup")
            .WithEnvironment("ZITADEL_FIRSTINSTANCE_ORG_MACHINE_PAT_EXPIRATIONDATE", "2100-01-01T00:00:00Z")
            // No page that offers a second factor after the password.
            .WithEnvironment("ZITADEL_DEFAULTINSTANCE_LOGINPOLICY_MFAINITSKIPLIFETIME", "0h")
            // ZITADEL calls nobody on this machine or a private network unless told so; back-channel logout has to reach WebFrontend here.
            // 192.0.2.0/24 is reserved for documentation (RFC 5737).
            .WithEnvironment("ZITADEL_HTTPCLIENT_DENYLIST", "192.0.2.0/24");

        // One scheme on every machine: with a developer certificate the image would get https, and another issuer.
#pragma warning disable ASPIRECERTIFICATES001 // experimental
        zitadel.WithoutHttpsCertificate();
#pragma warning restore ASPIRECERTIFICATES001

        var endpoint = zitadel.GetEndpoint("http");
        var setUp = new ZitadelSetUp(Path.Combine(builder.AppHostDirectory, "zitadel.json"))
        {
            Connection = async cancellation => new() { Issuer = (await endpoint.GetValueAsync(cancellation))!, TokenFile = Path.Combine(tokens, "setup.pat") },
            InitialPassword = demoPassword.Resource.GetValueAsync,
            ClientSecrets = ClientSecretPolicy.RegenerateLost,
            KeepSecrets = true,
        };
        zitadel.OnResourceReady(setUp.RunAsync);
        return new() { Resource = zitadel, Endpoint = endpoint, Result = () => setUp.Result, Addresses = setUp.Addresses };
    }

    /// <summary>
    /// <c>zitadel-aspire/setup</c> in the user's local application data. It lives as long as the volume: the token is written only once. The outer folder is
    /// for its owner only; the inner one can be written by whatever user the container's process is on this machine.
    /// </summary>
    static string TokenDirectory()
    {
        var outer = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "zitadel-aspire");
        var inner = Path.Combine(outer, "setup");
        Directory.CreateDirectory(inner);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(outer, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.SetUnixFileMode(inner, (UnixFileMode)0b111_111_111);
        }

        return inner;
    }
}
