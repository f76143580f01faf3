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

    /// <summary>The issuer without a trailing slash.</summary>
    internal string CheckedIssuer()
    {
        if (!Uri.TryCreate(Issuer, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            throw new ZitadelSetupException($"The issuer '{Issuer}' is no address; it looks like https://my-instance.zitadel.cloud.");
        if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback && !uri.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
            throw new ZitadelSetupException($"The issuer {Issuer} is not on this machine: it needs https, because the token is sent there.");
        return Issuer.TrimEnd('/');
    }

    /// <summary>The token, from memory or file.</summary>
    internal string ReadToken()
    {
        if (Token is null == TokenFile is null)
            throw new ZitadelSetupException($"ZITADEL at {Issuer} needs a token: give either the token or the file that holds it.");
        string token;
        try
        {
            token = (Token ?? File.ReadAllText(TokenFile!)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ZitadelSetupException($"The token file '{TokenFile}' can't be read: {e.Message}", e);
        }

        // RFC 6750, 2.1: b64token. Anything else would not even make a header.
        if (token.Length == 0 || token.Any(c => !char.IsAsciiLetterOrDigit(c) && !"-._~+/=".Contains(c)))
            throw new ZitadelSetupException($"{(TokenFile is null ? "The token" : $"The token file '{TokenFile}'")} holds something that is no token: one personal access token is needed and nothing else.");
        return token;
    }
}
