using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ServiceDefaults;

namespace WebFrontend.Security;

/// <summary>Headers that narrow what a page of ours may do and who may use it (OWASP Secure Headers Project).</summary>
static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app)
    {
        // The pages have no script at all. A form's target includes ZITADEL, because browsers hold the redirect after signing out to it as well.
        var issuer = app.Services.GetRequiredService<IOptions<ZitadelSettings>>();
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
                + $"form-action 'self' {issuer.Value.Issuer}";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
            context.Response.OnStarting(() =>
            {
                // Pages are about one person. Files with a version in their name bring their own Cache-Control.
                if (string.IsNullOrEmpty(headers.CacheControl) || context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
                    headers[HeaderNames.CacheControl] = "no-store";
                return Task.CompletedTask;
            });
            return next(context);
        });
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
    }
}
