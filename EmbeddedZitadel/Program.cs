using EmbeddedZitadel.Api;
using EmbeddedZitadel.Console;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Login;
using EmbeddedZitadel.Oidc;
using ServiceDefaults;

// The settings stand beside the program, wherever it is started from.
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.RequireDevelopment();
builder.RequireReadableSettings();
builder.ListenAsZitadel();
builder.AddTelemetry();
builder.AddInstance();
builder.Services.AddOidc();
builder.Services.AddLogin();
builder.Services.AddApi();
builder.Services.AddConsole();

var app = builder.Build();
app.MapHealth();
app.UseInstance();
app.MapOidc();
app.MapLogin();
app.MapApi();
app.MapConsole();
app.SayWhereItIs();
app.RunOnFreePort();
