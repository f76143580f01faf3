using EmbeddedZitadel.Applications;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Oidc.Token;

/// <summary>The device code grant (RFC 8628): polled until the user answers.</summary>
public sealed class DeviceCodeGrant(InstanceStore store, OidcSessionCommands sessions, TokenIssuer issuer, TimeProvider clock)
{
    /// <summary>Exchanges a device code. One that is unknown, denied or used is <c>access_denied</c>, as in ZITADEL.</summary>
    public TokenResponse Exchange(Application client, OidcParameters parameters, string issuerUrl)
    {
        if (parameters.Last("device_code") is not { Length: > 0 } code)
            throw OidcError.InvalidRequest("device_code missing");
        var device = store.Current.DeviceAuthorizations.Find(code);
        if (device is null || device.ClientId != client.ClientId)
            throw new OidcError("access_denied", "the device code is not known");
        if (device.State is DeviceAuthorizationState.Denied or DeviceAuthorizationState.Done)
            throw new OidcError("access_denied", "the user said no, or the code was used");
        // An answer that came in time may be fetched late.
        if (device.State == DeviceAuthorizationState.Initiated)
            throw device.ExpirationDate <= clock.GetUtcNow()
                ? new OidcError("expired_token", "the device code has expired; start again")
                : new OidcError("authorization_pending", "the user has not answered yet");

        // As with Login V1, whoever asks for a refresh token gets one, even where the application may not use it.
        return issuer.Write(sessions.ExchangeDeviceCode(device, device.Scopes.Contains(Scopes.OfflineAccess)), device.Scopes, issuerUrl);
    }
}
