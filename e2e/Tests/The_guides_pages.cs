using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EndToEnd.Pages;
using EndToEnd.Stacks;
using Microsoft.Playwright;

namespace EndToEnd.Tests;

/// <summary>Each step of ZITADEL's guide with a click, and with scripts switched off, which no page needs.</summary>
sealed class The_guides_pages : SignedInBrowserTest
{
    const string MetadataClaim = "urn:zitadel:iam:user:metadata";

    GuidePage Guide => new(Page, Stack);

    protected override bool Scripts => false;

    [Test]
    public async Task Show_the_client_and_where_it_is_in_ZITADELs_console()
    {
        var client = await Guide.ClientAsync();

        var console = Regex.Escape(new Uri(Stack.Issuer, "/ui/console").AbsoluteUri);
        await Expect(Page.GetByTestId("console")).ToHaveAttributeAsync("href", new Regex($"^{console}/projects/[0-9]+/apps/[0-9]+$"));
        await Page.GetByTestId("show-environment").ClickAsync();
        await Expect(Page.GetByTestId("environment")).ToContainTextAsync($"export CLIENT_ID='{client.Id}'");
    }

    [Test]
    public async Task Show_that_a_user_reads_its_metadata_and_adds_none()
    {
        await Guide.ClientAsync();

        await Guide.TryOnesOwnMetadataAsync();

        Assert.That(await StatusesAsync(), Is.EqualTo(["200", "404"]));
        await Expect(Guide.Exchanges.First).ToContainTextAsync("\"MTIzNA==\"");
        await Expect(Page.GetByTestId("console")).ToHaveAttributeAsync("href", new Regex("/ui/console/users/[0-9]+$"));
    }

    [Test]
    public async Task Compute_the_Basic_string()
    {
        await Guide.OpenAsync("basic");
        await Page.Locator("#ClientId").FillAsync("a@b:c+d/e%f é");
        await Page.Locator("#ClientSecret").FillAsync("!'()*");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Compute" }).ClickAsync();

        var basic = await Page.GetByTestId("basic").InnerTextAsync();
        Assert.That(Encoding.ASCII.GetString(Convert.FromBase64String(basic)), Is.EqualTo("a%40b%3Ac%2Bd%2Fe%25f+%C3%A9:%21%27%28%29%2A"));
    }

    [Test]
    public async Task Lead_from_the_link_by_the_code_to_the_tokens_and_the_metadata()
    {
        await Guide.ClientAsync();
        await Guide.BuildLinkAsync();
        await Guide.ExchangeCodeAsync();
        await Page.GetByTestId("use-again").ClickAsync();
        await Expect(Guide.Exchanges).ToHaveCountAsync(2);
        Assert.That(await StatusesAsync(), Is.EqualTo(new[] { "200", "404" }).Or.EqualTo(new[] { "200", "400" }), "a code works once; login V1 says 404, V2 400");

        await Guide.InspectAsync("inspect-id-token");
        await Expect(Page.GetByTestId("verdict")).ToContainTextAsync("Signed with a key of");
        await Guide.InspectAsync("inspect-access-token");
        await Expect(Page.GetByTestId("kind")).ToHaveTextAsync("Opaque token, by introspection");
        await Expect(Page.GetByTestId("verdict")).ToContainTextAsync("ZITADEL says: active");

        await Guide.AskUserInfoAsync();
        await Expect(Page.Locator("mark", new() { HasText = "MTIzNA" })).ToBeVisibleAsync();
        await Expect(Page.GetByTestId("decoded")).ToContainTextAsync("1234");

        // The copied request gives the same.
        await Page.GetByTestId("show-exchange").ClickAsync();
        var copied = await Page.GetByTestId("curl").InnerTextAsync();
        var userinfo = JsonNode.Parse(await Shell.RunCommandAsync(copied + " --silent --show-error"))!;
        Assert.That((string?)userinfo[MetadataClaim]?["ContractNumber"], Is.EqualTo("MTIzNA"));
    }

    [Test]
    public async Task Put_two_ID_tokens_side_by_side_and_say_what_the_setting_changed()
    {
        await Guide.ClientAsync();

        await Guide.GetIdTokensAsync();

        await Expect(Page.GetByTestId("id-token-off")).ToContainTextAsync(MetadataClaim);
        await Expect(Page.GetByTestId("difference")).ToContainTextAsync("email");
        await Expect(Page.GetByTestId("difference")).Not.ToContainTextAsync("metadata");
    }

    [Test]
    public async Task Show_in_the_matrix_where_a_claim_landed_and_why_it_did_not()
    {
        await Guide.ClientAsync();
        foreach (var (application, inIdToken, inAccessToken) in new[]
        {
            ("guide-opaque", "“User Info inside ID Token” is off", "opaque: nothing in it to read"),
            ("guide-opaque-user-info", "@", "opaque: nothing in it to read"),
            ("guide-jwt", "“User Info inside ID Token” is off", "never in an access token"),
            ("guide-jwt-user-info", "@", "never in an access token"),
        })
        {
            await Guide.OpenMatrixAsync(application);

            await Expect(Cell("email", "ID token")).ToContainTextAsync(inIdToken);
            await Expect(Cell("email", "Access token")).ToContainTextAsync(inAccessToken);
            await Expect(Cell("ContractNumber", "ID token")).ToHaveTextAsync(new Regex(@"^\s*MTIzNA\s+1234\s*$"));
        }
    }

    ILocator Cell(string claim, string place) => Page.Locator($"[data-testid=matrix] tr[data-claim='{claim}'] td[data-label='{place}']");

    async Task<IReadOnlyList<string?>> StatusesAsync()
    {
        var statuses = new List<string?>();
        foreach (var exchange in await Guide.Exchanges.AllAsync()) statuses.Add(await exchange.GetAttributeAsync("data-status"));
        return statuses;
    }
}
