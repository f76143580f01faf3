using MetadataApi.Authentication;
using MetadataApi.Contracts;
using MetadataApi.Metadata;
using MetadataApi.OpenApi;
using MetadataApi.Regions;
using ServiceDefaults;

// The settings stand beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

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
