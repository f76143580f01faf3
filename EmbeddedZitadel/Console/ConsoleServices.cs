using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Oidc;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Console;

/// <summary>What the console works with.</summary>
internal sealed record ConsoleServices(
    InstanceStore Store,
    ConsoleApi Api,
    AccessTokens AccessTokens,
    OpaqueTokens Tokens,
    BrowserAgentCookie BrowserAgent,
    AuthRequestCommands AuthRequests,
    OidcSessionCommands OidcSessions,
    BrowserSessionCommands BrowserSessions);
