using WebFrontend.Pages;

namespace WebFrontend.Guide;

static class GuideRegistration
{
    public const string CallbackPath = "/guide/callback";

    public static void AddGuide(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<GuideApplications>();
        services.AddSingleton<ZitadelConsole>();
        services.AddScoped<GuideRuns>();
        services.AddScoped<GuideRunFactory>();
        services.AddScoped<TokenInspector>();
        services.AddHttpClient<GuideClient>();
    }

    public static void MapGuide(this IEndpointRouteBuilder routes) => routes.MapGet(CallbackPath, CatchAsync);

    /// <summary>Where ZITADEL leads with the code. Only an answer to a request of this browser counts, which its state says.</summary>
    static async Task<IResult> CatchAsync(GuideRuns runs, string? state, string? code, string? error, string? error_description)
    {
        if ((await runs.LoadAsync()).Values.FirstOrDefault(run => run.State == state && run.Code is null) is not { } run)
            return TypedResults.LocalRedirect(PagePaths.SignInFailed(Authentication.SignInFailure.Expired));
        await runs.SaveAsync(run with { Code = code, Error = code is null ? $"{error}: {error_description}" : null });
        return TypedResults.LocalRedirect(run.ReturnTo);
    }
}
