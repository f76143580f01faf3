namespace AppHost.Zitadel;

/// <summary>In the build without Aspire's packages there is no container mode.</summary>
static class ContainerZitadel
{
    /// <summary>Why not.</summary>
    public const string Unavailable = "Zitadel:Mode=container needs Aspire's own packages and a container runtime, and this AppHost was built without them: "
        + "use a package feed that carries Aspire, or another mode, for example --Zitadel:Mode=embedded.";

    /// <summary>Never called: the settings say so before.</summary>
    public static ZitadelHost AddContainerZitadel(this IDistributedApplicationBuilder builder, string name, int port) =>
        throw new NotSupportedException($"{name} on port {port} in {builder.AppHostDirectory}: {Unavailable}");
}
