using System.Net.Http.Headers;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace WebFrontend.Api;

/// <summary>
/// <c>/api/contract</c> is <c>/contract</c> of MetadataApi in the user's region, asked with the user's access token: a script in the browser needs no
/// token, because the session's cookie and the server do it for it (the "backend for frontend" of OAuth 2.0 for Browser-Based Applications).
/// </summary>
static class ApiProxy
{
    const string PathPrefix = "/api";
    const string ClusterName = "metadata-api";
    const string RegionKey = "region";

    /// <summary>
    /// All that goes on from a request of the browser, apart from its body. Neither the session's cookie nor a token that the browser made up is among them.
    /// </summary>
    static readonly string[] ForwardedHeaders = ["Accept", "Accept-Language", "Content-Type", "Content-Length"];

    public static void AddApiProxy(this IServiceCollection services)
    {
        services.AddSingleton<IProxyConfigProvider>(provider => new InMemoryConfigProvider(
            [new RouteConfig { RouteId = ClusterName, ClusterId = ClusterName, Match = new RouteMatch { Path = PathPrefix + "/{**rest}" } }],
            [Cluster(provider.GetRequiredService<MetadataApiRegions>())]));
        services.AddReverseProxy()
            .AddServiceDiscoveryDestinationResolver()
            .AddTransforms(transforms =>
            {
                transforms.AddPathRemovePrefix(PathPrefix);
                transforms.AddRequestHeadersAllowed(ForwardedHeaders);
                transforms.AddRequestTransform(async request => request.ProxyRequest.Headers.Authorization = new AuthenticationHeaderValue("Bearer",
                    // Fresh: reading the session has refreshed it when it was due.
                    await request.HttpContext.GetTokenAsync(OpenIdConnectParameterNames.AccessToken)));
            });
    }

    public static void MapApiProxy(this IEndpointRouteBuilder routes) => routes.MapReverseProxy(pipeline =>
    {
        pipeline.Use(SayWhatWentWrongAsync);
        pipeline.Use(RequireSessionAsync);
        pipeline.Use(RequireAntiforgeryAsync);
        pipeline.Use(ChooseRegionAsync);
        pipeline.UseLoadBalancing();
    });

    static ClusterConfig Cluster(MetadataApiRegions regions) => new()
    {
        ClusterId = ClusterName,
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromSeconds(10) },
        // Service discovery may make several of one, with names of its own: the region is kept beside the name.
        Destinations = regions.All.ToDictionary(region => region, region => new DestinationConfig
        {
            Address = MetadataApiRegions.AddressOf(region).AbsoluteUri, Metadata = new Dictionary<string, string> { [RegionKey] = region },
        }),
    };

    /// <summary>A problem (RFC 9457) instead of the pages that people get, also where no answer came.</summary>
    static async Task SayWhatWentWrongAsync(HttpContext context, RequestDelegate next)
    {
        context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        await next(context);
        if (context.GetForwarderErrorFeature() is not null && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
            await ProblemAsync(context, context.Response.StatusCode, "MetadataApi of your region does not answer. Try again in a moment.");
    }

    /// <summary>401 where a page would lead to the sign-in, which a script cannot follow.</summary>
    static Task RequireSessionAsync(HttpContext context, RequestDelegate next) => context.User.Identity?.IsAuthenticated == true
        ? next(context)
        : ProblemAsync(context, StatusCodes.Status401Unauthorized, "You are not signed in, or your session ended. Sign in at /sign-in, then try again.");

    /// <summary>
    /// Other sites can have a browser send its cookies along, but not a header. GET, HEAD, OPTIONS and TRACE change nothing and pass. The token is only
    /// taken from the header, because reading a form would use up the body that is to be forwarded.
    /// </summary>
    static async Task RequireAntiforgeryAsync(HttpContext context, RequestDelegate next)
    {
        var header = context.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.HeaderName!;
        var isSafe = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            || HttpMethods.IsOptions(context.Request.Method) || HttpMethods.IsTrace(context.Request.Method);
        if (isSafe || (context.Request.Headers.ContainsKey(header)
            && await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context)))
            await next(context);
        else
            await ProblemAsync(context, StatusCodes.Status400BadRequest,
                $"Send the antiforgery token of a page of this site, its field __RequestVerificationToken, in the header {header}.");
    }

    /// <summary>Leaves the destinations of the user's region. Where there is none of it any more, nothing answers: another region never takes over.</summary>
    static Task ChooseRegionAsync(HttpContext context, RequestDelegate next)
    {
        var region = context.RequestServices.GetRequiredService<MetadataApiRegions>().ChooseFor(context.User).Region;
        var proxy = context.GetReverseProxyFeature();
        proxy.AvailableDestinations = [.. proxy.AvailableDestinations.Where(destination => destination.Model.Config.Metadata?[RegionKey] == region)];
        return next(context);
    }

    static Task ProblemAsync(HttpContext context, int status, string detail) => Results.Problem(detail, statusCode: status).ExecuteAsync(context);
}
