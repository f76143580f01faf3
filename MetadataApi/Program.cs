using MetadataApi.Authentication;
using MetadataApi.Metadata;
using MetadataApi.OpenApi;
using MetadataApi.Regions;
using ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddZitadelSettings(requireProjectId: true);
builder.AddIssuerHealth();
builder.AddAccessTokenAuthentication();
builder.AddRegion();
builder.Services.AddProblemDetails();
builder.Services.AddApiDescription();

var app = builder.Build();

app.UseRegionHeader();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseAuthentication();
app.UseAuthorization();

app.MapDefaultEndpoints();
app.MapMetadata();
app.MapApiDescription();

return app.RunWhenConfigured();
