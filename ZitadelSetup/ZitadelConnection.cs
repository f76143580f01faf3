namespace ZitadelSetup;

/// <summary>Which ZITADEL to set up, and as whom.</summary>
public sealed record ZitadelConnection
{
    /// <summary>The issuer, for example <c>http://localhost:8080</c>; http only on this machine, because the token is sent there.</summary>
    public required string Issuer { get; init; }

    /// <summary>A personal access token, or an access token for ZITADEL's API. Either this or <see cref="TokenFile"/>.</summary>
    public string? Token { get; init; }

    /// <summary>A file that holds the token and nothing else, as ZITADEL writes it (<c>ZITADEL_FIRSTINSTANCE_PATPATH</c>).</summary>
    public string? TokenFile { get; init; }

    /// <summary>Name or id of the organisation that gets project and users; the token's own when left out.</summary>
    public string? Organization { get; init; }

    /// <summary>The record's text without the token.</summary>
    public override string ToString() => Issuer;
}
