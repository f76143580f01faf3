using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace WebFrontend.Registration;

/// <summary>
/// How often one address may try to register: every try is work for ZITADEL, a mail to somebody, and tells whether a login name exists. Behind a proxy
/// all requests come from its address: docs/use-your-own-zitadel.md says what to set.
/// </summary>
static class RegistrationLimit
{
    public const string Policy = "registration";

    static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    public static void AddRegistrationLimit(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var until) ? until : Window;
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        // To look at the form is free.
        limits.AddPolicy(Policy, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(Network(context.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = context.RequestServices.GetRequiredService<IOptions<RegistrationSettings>>().Value.Attempts,
                Window = Window,
            })
            : RateLimitPartition.GetNoLimiter(""));
    });

    /// <summary>An IPv4 address, or the first 64 bits of an IPv6 address: whoever has one of those has all of them (RFC 6177).</summary>
    static string Network(IPAddress? address) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
