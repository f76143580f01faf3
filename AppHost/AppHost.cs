using AppHost;

var builder = DistributedApplication.CreateBuilder(args);

// The password of the people in zitadel.json, for trying things out.
var demoPassword = builder.AddParameter("demo-password");

// ZITADEL: when it is ready, the set-up brings it into the state of zitadel.json.
var zitadel = builder.AddEmbeddedZitadel("zitadel", "../EmbeddedZitadel/EmbeddedZitadel.csproj", demoPassword);

// Checks access tokens and decodes the user's metadata.
var metadataApi = builder.AddProject("metadata-api", "../MetadataApi/MetadataApi.csproj")
    .WithHttpHealthCheck("/health")
    .WithQuickStop()
    .WithZitadel(zitadel, application: "metadata-api");

// Where people sign in and see what ZITADEL knows about them.
var webFrontend = builder.AddProject("web-frontend", "../WebFrontend/WebFrontend.csproj")
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithQuickStop()
    .WithReference(metadataApi).WaitFor(metadataApi)
    .WithZitadel(zitadel, application: "web-frontend");

// {web-frontend} in zitadel.json: where a sign-in ends.
zitadel.SetUp.Addresses.Add("web-frontend", webFrontend.GetEndpoint("http"));

builder.PrintAddresses();
builder.Build().Run();
