using System.Text.Json.Serialization;

namespace EmbeddedZitadel.Oidc.Token;

/// <summary>What the token endpoint gives (RFC 6749 §5.1), in ZITADEL's order.</summary>
public sealed record TokenResponse
{
    /// <summary>The access token; null where the implicit flow asked for an ID token only.</summary>
    [JsonPropertyOrder(0)]
    public string? AccessToken { get; init; }

    /// <summary>What ZITADEL says a token exchange issued (RFC 8693); null for the other grants.</summary>
    [JsonPropertyOrder(1)]
    public string? IssuedTokenType { get; init; }

    /// <summary><c>Bearer</c>, or <c>N_A</c> where a token exchange gave something that is no access token.</summary>
    [JsonPropertyOrder(2)]
    public string TokenType { get; init; } = "Bearer";

    /// <summary>The refresh token, or null.</summary>
    [JsonPropertyOrder(3)]
    public string? RefreshToken { get; init; }

    /// <summary>Seconds, truncated: 43199 for 12 hours.</summary>
    [JsonPropertyOrder(4)]
    public ulong ExpiresIn { get; init; }

    /// <summary>The ID token, or null.</summary>
    [JsonPropertyOrder(5)]
    public string? IdToken { get; init; }

    /// <summary>The scopes of a token exchange; ZITADEL's other grants do not say.</summary>
    [JsonPropertyOrder(6)]
    public string? Scope { get; init; }
}
