using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Oidc.Token;

/// <summary>Starts a device authorization (RFC 8628). Whether the application may use the grant is for the token endpoint to ask (ZITADEL, seen).</summary>
public static class DeviceAuthorizationEndpoint
{
    /// <summary>Answers the codes.</summary>
    public static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var parameters = await OidcParameters.ReadAsync(context);
        var issuer = context.Request.Issuer();
        var client = services.GetRequiredService<ClientAuthentication>().Require(context.Request, parameters, issuer);
        var state = services.GetRequiredService<InstanceStore>().Current;
        var project = state.Projects.Find(client.ProjectId)!;
        var scopes = Scopes.WithAssertedRoles(Scopes.Allow(parameters.List("scope"), project), project);
        var device = services.GetRequiredService<DeviceAuthorizationCommands>().Start(client.ClientId, scopes, state.AudienceOf(client, scopes));
        await OidcEndpoint.WriteJsonAsync(context, new DeviceAuthorizationResponse(
            device.Id,
            device.UserCode,
            $"{issuer}/device",
            $"{issuer}/device?user_code={device.UserCode}",
            (int)DeviceAuthorizationCommands.Lifetime.TotalSeconds,
            DeviceAuthorizationCommands.PollIntervalSeconds), OidcJson.Default.DeviceAuthorizationResponse);
    }
}

/// <summary>RFC 8628 §3.2.</summary>
public sealed record DeviceAuthorizationResponse(
    string DeviceCode, string UserCode, string VerificationUri, string VerificationUriComplete, int ExpiresIn, int Interval);
