using MetadataApi.Authentication;
using MetadataApi.Contracts;
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
builder.AddContracts();
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
app.MapContracts();
app.MapApiDescription();

return app.RunWhenConfigured(prepare: ContractsDatabase.MigrateContracts);
