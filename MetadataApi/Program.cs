using MetadataApi.Authentication;
using MetadataApi.Metadata;
using MetadataApi.OpenApi;
using ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddZitadelSettings(requireProjectId: true);
builder.AddAccessTokenAuthentication();
builder.Services.AddProblemDetails();
builder.Services.AddApiDescription();

var app = builder.Build();

app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseAuthentication();
app.UseAuthorization();

app.MapDefaultEndpoints();
app.MapMetadata();
app.MapApiDescription();

return app.RunWhenConfigured();
