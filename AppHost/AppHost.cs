using AppHost;
using AppHost.Zitadel;

var builder = DistributedApplication.CreateBuilder(args);
if (ZitadelSettings.TryRead(builder.Configuration, out var settings) is { } problem)
{
    Console.Error.WriteLine(problem);
    return 1;
}

// The ZITADEL that people sign in at. When it is ready, the set-up brings it into the state of zitadel.json.
var zitadel = settings.Mode switch
{
    ZitadelMode.External => builder.AddExternalZitadel("zitadel", settings),
    ZitadelMode.Container => builder.AddContainerZitadel("zitadel", port: 8080),
    _ => builder.AddEmbeddedZitadel("zitadel", "../EmbeddedZitadel/EmbeddedZitadel.csproj"),
};

// Checks access tokens and decodes the user's metadata.
var metadataApi = builder.AddProject("metadata-api", "../MetadataApi/MetadataApi.csproj")
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Metadata API")
    .WithQuickStop()
    .WithZitadel(zitadel, application: "metadata-api");

// Where people sign in and see what ZITADEL knows about them.
var webFrontend = builder.AddProject("web-frontend", "../WebFrontend/WebFrontend.csproj")
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Web front end")
    .WithQuickStop()
    .WithReference(metadataApi).WaitFor(metadataApi)
    .WithZitadel(zitadel, application: "web-frontend")
    .WithGuide(zitadel);

// {web-frontend} in zitadel.json: where a sign-in ends.
zitadel.Addresses.Add("web-frontend", webFrontend.GetEndpoint("http"));

builder.PrintAddresses();
builder.Build().Run();
return Environment.ExitCode;
