using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using EndToEnd.Pages;
using EndToEnd.Stacks;

namespace EndToEnd.Tests;

/// <summary>ZITADEL's guide "User Metadata", done by hand: a browser that is signed in for the code, and the guide's own commands for the rest.</summary>
[Category("Smoke")]
sealed class The_guide : SignedInBrowserTest
{
    const string MetadataClaim = "urn:zitadel:iam:user:metadata";
    static readonly Uri RedirectUri = new("http://localhost");

    [TestCase("bash", "basic.sh")]
    [TestCase("python3", "basic.py")]
    [TestCase("node", "basic.js")]
    public async Task Its_requests_give_the_tokens_and_the_metadata(string program, string script)
    {
        if (!Shell.IsInstalled("curl")) Assert.Ignore("curl is not installed here.");
        var client = await new GuidePage(Page, Stack).ClientAsync();
        var basic = await Shell.RunAsync(program, script, ("CLIENT_ID", client.Id), ("CLIENT_SECRET", client.Secret));
        Assert.That(Encoding.ASCII.GetString(Convert.FromBase64String(basic)), Is.EqualTo($"{Uri.EscapeDataString(client.Id)}:{Uri.EscapeDataString(client.Secret)}"));

        var zitadel = ("ZITADEL_DOMAIN", Stack.Issuer.GetLeftPart(UriPartial.Authority));
        var tokens = JsonNode.Parse(await Shell.RunAsync("bash", "token.sh",
            zitadel, ("BASIC_AUTH", basic), ("AUTH_CODE", await CodeAsync(client.Id)), ("REDIRECT_URI", RedirectUri.OriginalString)))!.AsObject();
        Assert.Multiple(() =>
        {
            Assert.That(tokens.Select(p => p.Key), Is.SupersetOf(["access_token", "token_type", "expires_in", "id_token"]), tokens.ToJsonString());
            Assert.That((string?)tokens["token_type"], Is.EqualTo("Bearer"));
            Assert.That((int?)tokens["expires_in"], Is.EqualTo(43199));
        });

        var userinfo = JsonNode.Parse(await Shell.RunAsync("bash", "userinfo.sh", zitadel, ("ACCESS_TOKEN", (string)tokens["access_token"]!)))!;
        Assert.Multiple(() =>
        {
            Assert.That(userinfo.AsObject().Select(p => p.Key), Is.SupersetOf(
                ["email", "email_verified", "family_name", "given_name", "locale", "name", "preferred_username", "sub", "updated_at", MetadataClaim]), userinfo.ToJsonString());
            Assert.That((string?)userinfo[MetadataClaim]?["ContractNumber"], Is.EqualTo("MTIzNA"));
            Assert.That((string?)Claims((string)tokens["id_token"]!)[MetadataClaim]?["ContractNumber"], Is.EqualTo("MTIzNA"), "the ID token, with 'User Info inside ID Token'");
        });
    }

    // Nothing listens at the guide's redirect address: the code is in the address that the browser asks for.
    async Task<string> CodeAsync(string clientId)
    {
        var query = HttpUtility.ParseQueryString("");
        query["client_id"] = clientId;
        query["redirect_uri"] = RedirectUri.OriginalString;
        query["response_type"] = "code";
        query["scope"] = $"openid email profile {MetadataClaim}";
        var authorize = new Uri(Stack.Issuer, $"/oauth/v2/authorize?{query}");
        var callback = await Page.RunAndWaitForRequestAsync(
            () => Page.EvaluateAsync("address => { location = address }", authorize.AbsoluteUri),
            request => new Uri(request.Url) is { Host: "localhost", IsDefaultPort: true });
        return HttpUtility.ParseQueryString(new Uri(callback.Url).Query)["code"] ?? throw new AssertionException($"There is no code in {callback.Url}.");
    }

    static JsonNode Claims(string jwt) => JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(jwt.Split('.')[1]))!;
}
