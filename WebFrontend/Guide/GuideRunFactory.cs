namespace WebFrontend.Guide;

/// <summary>Begins runs: builds the authorization request.</summary>
sealed class GuideRunFactory(GuideClient client, IHttpContextAccessor http)
{
    public async Task<GuideRun> NewAsync(
        GuideApplication application, string returnTo, IReadOnlyList<string> scopes, bool pkce, IEnumerable<(string Name, string Value)> more, CancellationToken cancellation)
    {
        var configuration = await client.ConfigurationAsync(cancellation);
        var request = http.HttpContext!.Request;
        var redirectUri = $"{request.Scheme}://{request.Host}{GuideRegistration.CallbackPath}";
        var state = GuideRun.Random();
        var verifier = pkce ? GuideRun.Random() : null;
        List<(string Name, string Value)> parameters =
        [
            ("client_id", application.ClientId), ("redirect_uri", redirectUri), ("response_type", "code"), ("scope", string.Join(' ', scopes)),
            ("state", state), ("nonce", GuideRun.Random()), .. more,
        ];
        if (verifier is not null)
            parameters.AddRange([("code_challenge", GuideRun.Challenge(verifier)), ("code_challenge_method", "S256")]);
        return new GuideRun
        {
            Application = application.Name, ReturnTo = returnTo, Scopes = scopes, RedirectUri = redirectUri, State = state, Verifier = verifier,
            AuthorizationUrl = configuration.AuthorizationEndpoint + "?" + string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}")),
        };
    }
}
