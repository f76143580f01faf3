namespace WebFrontend.Api;

/// <summary>The ways to MetadataApi: for the pages, and for scripts in the browser.</summary>
static class ApiRegistration
{
    public static void AddMetadataApi(this IServiceCollection services)
    {
        services.AddSingleton<MetadataApiRegions>();
        services.AddHttpClient<MetadataApiClient>(client => client.Timeout = TimeSpan.FromSeconds(10));
        services.AddApiProxy();
    }
}
