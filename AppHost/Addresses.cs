namespace AppHost;

static class Addresses
{
    /// <summary>
    /// Prints one line for each resource with an address when it is ready, for example <c>web-frontend      http://localhost:5080</c>;
    /// the dashboard's holds the login token.
    /// </summary>
    public static void PrintAddresses(this IDistributedApplicationBuilder builder) =>
        builder.Eventing.Subscribe<ResourceReadyEvent>(async (ready, cancellation) =>
        {
            if (ready.Resource is not IResourceWithEndpoints resource) return;
            var endpoint = new EndpointReference(resource, "http");
            if (!endpoint.Exists) return;

            var address = await endpoint.GetValueAsync(cancellation);
            if (resource.Name == "aspire-dashboard") address += $"/login?t={builder.Configuration["AppHost:BrowserToken"]}";
            Console.WriteLine($"{resource.Name,-17} {address}");
        });
}
