using ZitadelSetup;

namespace AppHost.Zitadel;

static class ExternalZitadel
{
    /// <summary>
    /// Adds a ZITADEL that is there already. With a token it is set up, people only where that was asked for; without one nothing is changed there,
    /// and the client ids and secrets come from the settings.
    /// </summary>
    public static ZitadelHost AddExternalZitadel(this IDistributedApplicationBuilder builder, string name, ZitadelSettings settings)
    {
        var zitadel = builder.AddExternalService(name, $"{settings.Issuer}/").WithHttpHealthCheck("/.well-known/openid-configuration");
        return settings.TokenFile is null ? AsItIs(builder, zitadel, settings) : SetUp(builder, zitadel, settings);
    }

    static ZitadelHost SetUp(IDistributedApplicationBuilder builder, IResourceBuilder<ExternalServiceResource> zitadel, ZitadelSettings settings)
    {
        var setUp = new ZitadelSetUp(Path.Combine(builder.AppHostDirectory, "zitadel.json"))
        {
            Connection = _ => ValueTask.FromResult(new ZitadelConnection
            {
                Issuer = settings.Issuer,
                TokenFile = settings.TokenFile,
                Organization = settings.Organization,
            }),
            DemoUsers = settings.DemoUsers,
            ClientSecrets = settings.RegenerateSecrets ? ClientSecretPolicy.RegenerateLost : ClientSecretPolicy.Require,
            KeepSecrets = true,
        };
        zitadel.OnResourceReady(setUp.RunAsync);
        return new() { Resource = zitadel, Result = () => setUp.Result, Addresses = setUp.Addresses };
    }

    static ZitadelHost AsItIs(IDistributedApplicationBuilder builder, IResourceBuilder<ExternalServiceResource> zitadel, ZitadelSettings settings)
    {
        var web = builder.AddParameterFromConfiguration("web-client-secret", ZitadelSettings.WebClientSecretKey, secret: true);
        var api = builder.AddParameterFromConfiguration("api-client-secret", ZitadelSettings.ApiClientSecretKey, secret: true);
        return new()
        {
            Resource = zitadel,
            Result = async () => new()
            {
                Issuer = settings.Issuer,
                OrganizationId = "",
                ProjectId = settings.ProjectId,
                Applications = new Dictionary<string, ClientCredentials>
                {
                    ["web-frontend"] = new(settings.WebClientId, await web.Resource.GetValueAsync(CancellationToken.None)),
                    ["metadata-api"] = new(settings.ApiClientId, await api.Resource.GetValueAsync(CancellationToken.None)),
                },
            },
        };
    }
}
