using Microsoft.AspNetCore.Mvc;

namespace WebFrontend.Pages;

static class PagesRegistration
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorPages(options => options.Conventions.AuthorizePage("/Metadata").AuthorizePage("/Contract"));
        services.AddSingleton<TraceLink>();
        services.Configure<CookieTempDataProviderOptions>(options =>
        {
            options.Cookie.Name = "web-frontend.temp-data";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "web-frontend.antiforgery";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }
}
