using ZitadelSetup;

namespace AppHost;

static class EmbeddedZitadel
{
    /// <summary>Adds EmbeddedZitadel, empty at each start, and has it set up when it is ready.</summary>
    public static Zitadel AddEmbeddedZitadel(
        this IDistributedApplicationBuilder builder, string name, string projectPath, IResourceBuilder<ParameterResource> demoPassword)
    {
        var tokenFile = Path.Combine(PrivateDirectory(), "setup.pat");
        var zitadel = builder.AddProject(name, projectPath)
            .WithHttpHealthCheck("/debug/ready")
            .WithQuickStop()
            .WithEnvironment("ZITADEL_FIRSTINSTANCE_ORG_NAME", "ZitadelAspire")
            .WithEnvironment("ZITADEL_FIRSTINSTANCE_ORG_MACHINE_MACHINE_USERNAME", "setup")
            .WithEnvironment("ZITADEL_FIRSTINSTANCE_ORG_MACHINE_MACHINE_NAME", "ZitadelSetup")
            .WithEnvironment("ZITADEL_FIRSTINSTANCE_PATPATH", tokenFile)
            .WithEnvironment(async context => context.EnvironmentVariables["EmbeddedZitadel__SignInHint"] =
                $"road.runner / {await demoPassword.Resource.GetValueAsync(context.CancellationToken)}");

        var setUp = new ZitadelSetUp(Path.Combine(builder.AppHostDirectory, "zitadel.json"), demoPassword);
        var endpoint = zitadel.GetEndpoint("http");
        zitadel.OnResourceReady(async (resource, ready, cancellation) => await setUp.RunAsync(
            resource, new ZitadelConnection { Issuer = (await endpoint.GetValueAsync(cancellation))!, TokenFile = tokenFile }, ready.Services, cancellation));
        return new(zitadel, setUp);
    }

    /// <summary>For the token of the set-up: a folder that nobody else can read, gone when AppHost ends.</summary>
    static string PrivateDirectory()
    {
        var directory = Directory.CreateTempSubdirectory("zitadel-aspire-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => directory.Delete(recursive: true);
        return directory.FullName;
    }
}
