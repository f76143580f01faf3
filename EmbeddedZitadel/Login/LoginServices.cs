using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Mails;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Login;

/// <summary>What the login pages work with.</summary>
internal sealed record LoginServices(
    InstanceStore Store,
    AuthRequestCommands AuthRequests,
    UserCommands Users,
    BrowserSessionCommands BrowserSessions,
    DeviceAuthorizationCommands Devices,
    BrowserAgentCookie BrowserAgent,
    OpaqueTokens Tokens,
    UserMails Mails,
    ZitadelTelemetry Telemetry,
    TimeProvider Clock,
    LoginSettings Settings);
