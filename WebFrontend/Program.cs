using ServiceDefaults;
using WebFrontend.Api;
using WebFrontend.Authentication;
using WebFrontend.Guide;
using WebFrontend.Pages;
using WebFrontend.Registration;
using WebFrontend.Security;

// Settings and style sheet stand beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.AddServiceDefaults();
builder.AddZitadelSettings(requireProjectId: false);
builder.AddIssuerHealth();
builder.Services.AddSignIn();
builder.Services.AddMetadataApi();
builder.Services.AddGuide();
builder.Services.AddRegistration();
builder.Services.AddPages();

var app = builder.Build();

app.UseSecurityHeaders();
app.UseExceptionHandler("/error");
app.UseStatusCodePagesWithReExecute("/error", "?status={0}");
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();

app.MapDefaultEndpoints();
app.MapStaticAssets();
app.MapSignIn();
app.MapGuide();
app.MapApiProxy();
app.MapRazorPages().WithStaticAssets();

return app.RunWhenConfigured();
