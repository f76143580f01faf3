using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.AuthRequests;

/// <summary>The one place where device authorizations change.</summary>
public sealed class DeviceAuthorizationCommands(InstanceStore store, SnowflakeIds ids, TimeProvider clock)
{
    /// <summary>How long a device waits for its user: ZITADEL's 5 minutes.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>How many seconds a device waits between two polls.</summary>
    public const int PollIntervalSeconds = 5;

    // ZITADEL's user codes leave out vowels, so that no words come up, and what looks alike.
    private const string UserCodeAlphabet = "BCDFGHJKLMNPQRSTVWXZ";

    /// <summary>Starts one.</summary>
    public DeviceAuthorization Start(string clientId, ImmutableArray<string> scopes, ImmutableArray<string> audience) => store.Change(change =>
    {
        var code = RandomNumberGenerator.GetString(UserCodeAlphabet, 8);
        var device = new DeviceAuthorization
        {
            Id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
            UserCode = $"{code[..4]}-{code[4..]}",
            ClientId = clientId,
            Scopes = scopes,
            Audience = audience,
            ExpirationDate = clock.GetUtcNow() + Lifetime,
        };
        change.Put(device);
        return device;
    });

    /// <summary>Finds the device that shows this code, typed in any case and with or without the dash.</summary>
    /// <exception cref="ZitadelError">There is none that still waits.</exception>
    public DeviceAuthorization FindWaiting(InstanceState state, string userCode)
    {
        var typed = new string([.. userCode.ToUpperInvariant().Where(char.IsAsciiLetter)]);
        var code = typed.Length == 8 ? $"{typed[..4]}-{typed[4..]}" : typed;
        return state.DeviceAuthorizations.By(DeviceAuthorization.ByUserCode, code).FirstOrDefault() is { State: DeviceAuthorizationState.Initiated } device
            && device.ExpirationDate > clock.GetUtcNow()
            ? device
            : throw ZitadelError.NotFound("OIDC-ahKee", "Errors.DeviceAuth.NotExisting");
    }

    /// <summary>Starts the login of the device's user in this browser.</summary>
    public AuthRequest StartLogin(DeviceAuthorization device, string agentId) => store.Change(change =>
    {
        var request = new AuthRequest
        {
            Id = ids.Next(),
            CreationDate = clock.GetUtcNow(),
            AgentId = agentId,
            ClientId = device.ClientId,
            RedirectUri = "",
            Scopes = device.Scopes,
            Audience = device.Audience,
            DeviceAuthorizationId = device.Id,
        };
        change.Put(request);
        return request;
    });

    /// <summary>The user allowed it, in a browser of Login V1; the login is over.</summary>
    public void Approve(AuthRequest request, string userId, BrowserSession session) =>
        Answer(request, device => device with { State = DeviceAuthorizationState.Approved, UserId = userId, SessionId = session.Id, AuthTime = session.PasswordVerifiedAt });

    /// <summary>The user denied it; the login is over.</summary>
    public void Deny(AuthRequest request) => Answer(request, device => device with { State = DeviceAuthorizationState.Denied });

    /// <summary>The user of a session allowed it, by Login V2.</summary>
    public void Approve(string deviceId, Session session) => store.Change(change => change.Put(RequireWaiting(change.State, deviceId) with
    {
        State = DeviceAuthorizationState.Approved,
        UserId = session.UserId,
        SessionId = session.Id,
        AuthTime = session.AuthenticatedAt,
    }));

    /// <summary>The user denied it, by Login V2; that counts whatever was said before.</summary>
    public void Deny(string deviceId) => store.Change(change =>
    {
        if (change.State.DeviceAuthorizations.Find(deviceId) is { } device)
            change.Put(device with { State = DeviceAuthorizationState.Denied });
    });

    private void Answer(AuthRequest request, Func<DeviceAuthorization, DeviceAuthorization> answer) => store.Change(change =>
    {
        change.Put(answer(RequireWaiting(change.State, request.DeviceAuthorizationId)));
        change.Remove(request);
    });

    private DeviceAuthorization RequireWaiting(InstanceState state, string? id)
    {
        var device = state.DeviceAuthorizations.Find(id) ?? throw ZitadelError.NotFound("COMMAND-Hief9", "Errors.DeviceAuth.NotFound");
        return device.State == DeviceAuthorizationState.Initiated && device.ExpirationDate > clock.GetUtcNow()
            ? device
            : throw ZitadelError.FailedPrecondition("COMMAND-D30Jf", "Errors.DeviceAuth.AlreadyHandled");
    }
}
