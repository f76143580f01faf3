using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using ServiceDefaults;

namespace MetadataApi.Authentication;

/// <summary>ZITADEL's discovery document and keys.</summary>
sealed class IssuerMetadata(IConfigurationManager<OpenIdConnectConfiguration> manager, IOptions<ZitadelSettings> settings)
{
    public async Task<OpenIdConnectConfiguration> GetAsync(CancellationToken cancellation)
    {
        try
        {
            var configuration = await manager.GetConfigurationAsync(cancellation);

            // OpenID Connect Discovery section 4.3. ZITADEL's issuer follows the host name it was called by, so a wrong setting shows here.
            return configuration.Issuer == settings.Value.Issuer
                ? configuration
                : throw new IssuerUnavailableException($"ZITADEL at {settings.Value.Issuer} calls itself {configuration.Issuer}: correct Zitadel__Issuer.");
        }
        catch (InvalidOperationException exception)
        {
            throw new IssuerUnavailableException($"ZITADEL at {settings.Value.Issuer} cannot be reached.", exception);
        }
    }
}

/// <summary>A token could not be checked, which says nothing about the token: the caller may try again.</summary>
sealed class IssuerUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Answers 503 with a problem where the issuer is the problem.</summary>
sealed class IssuerUnavailableHandler(AccessTelemetry telemetry) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellation)
    {
        if (exception is not IssuerUnavailableException unavailable)
            return false;
        telemetry.IssuerUnavailable(unavailable);
        context.Response.Headers.RetryAfter = "5";
        await Results.Problem(
            "The access token could not be checked, because the identity provider did not answer as expected. Try again later.",
            statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
        return true;
    }
}
