using ZitadelSetup;

namespace AppHost.Zitadel;

static class EmbeddedZitadel
{
    /// <summary>Adds EmbeddedZitadel, empty at each start, and has it set up when it is ready.</summary>
    public static ZitadelHost AddEmbeddedZitadel(this IDistributedApplicationBuilder builder, string name, string projectPath)
    {
        var demoPassword = builder.AddDemoPassword();
        var directory = PrivateDirectory();
        var tokenFile = Path.Combine(directory, "setup.pat");
        var zitadel = builder.AddProject(name, projectPath)
            .WithHttpHealthCheck("/debug/ready")
            .WithUrlForEndpoint("http", url => url.DisplayText = "ZITADEL")
            .WithQuickStop()
            .WithEnvironment("ZITADEL_FIRSTINSTANCE_ORG_NAME", "ZitadelAspire")
            .WithEnvironment("ZITADEL_FIRSTINSTANCE_ORG_MACHINE_MACHINE_USERNAME", "setup")
            .WithEnvironment("ZITADEL_FIRSTINSTANCE_ORG_MACHINE_MACHINE_NAME", "ZitadelSetup")
            .WithEnvironment("ZITADEL_FIRSTINSTANCE_PATPATH", tokenFile)
            .WithEnvironment(async context =>
            {
                var password = await demoPassword.Resource.GetValueAsync(context.CancellationToken);
                context.EnvironmentVariables["EmbeddedZitadel__SignInHint"] = $"road.runner / {password}";

                // Who owns the instance, and so its console: http://localhost:8080/ui/console.
                context.EnvironmentVariables["ZITADEL_FIRSTINSTANCE_ORG_HUMAN_PASSWORD"] = password!;
                context.EnvironmentVariables["EmbeddedZitadel__AdministratorSignInHint"] = $"zitadel-admin@zitadelaspire.localhost / {password}";
            });

        var endpoint = zitadel.GetEndpoint("http");
        var setUp = new ZitadelSetUp(Path.Combine(builder.AppHostDirectory, "zitadel.json"))
        {
            Connection = async cancellation => new() { Issuer = (await endpoint.GetValueAsync(cancellation))!, TokenFile = tokenFile },
            InitialPassword = demoPassword.Resource.GetValueAsync,
            ClientSecrets = ClientSecretPolicy.RegenerateLost,
        };
        zitadel.OnResourceReady(setUp.RunAsync).WithZitadelCommands(setUp);
        return new() { Resource = zitadel, Endpoint = endpoint, Result = () => setUp.Result, DataDirectory = directory, Addresses = setUp.Addresses };
    }

    /// <summary>The password of the people in zitadel.json, for trying things out.</summary>
    public static IResourceBuilder<ParameterResource> AddDemoPassword(this IDistributedApplicationBuilder builder) => builder.AddParameter("demo-password");

    /// <summary>For the token of the set-up and the databases: a folder that nobody else can read, gone when AppHost ends.</summary>
    static string PrivateDirectory()
    {
        var directory = Directory.CreateTempSubdirectory("zitadel-aspire-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => directory.Delete(recursive: true);
        return directory.FullName;
    }
}
