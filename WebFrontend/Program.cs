using ServiceDefaults;
using WebFrontend.Authentication;
using WebFrontend.Guide;
using WebFrontend.Metadata;
using WebFrontend.Pages;
using WebFrontend.Regions;
using WebFrontend.Registration;
using WebFrontend.Security;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddZitadelSettings(requireProjectId: false);
builder.AddIssuerHealth();
builder.Services.AddSignIn();
builder.Services.AddSingleton<MetadataApiRegions>();
builder.Services.AddMetadataSources();
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
app.MapRazorPages().WithStaticAssets();

return app.RunWhenConfigured();
