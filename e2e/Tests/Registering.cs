using EndToEnd.Pages;

namespace EndToEnd.Tests;

/// <summary>With scripts switched off, which nothing here needs.</summary>
sealed class Registering : BrowserTest
{
    string _email = "";

    protected override bool Scripts => false;

    [SetUp]
    public void ChooseAddress() => _email = $"sylvester.{Guid.NewGuid():N}@acme.example";

    [Test]
    public async Task Creates_a_user_whose_metadata_is_there_after_the_first_sign_in()
    {
        var registration = await RegistrationPage.OpenAsync(Page, Stack);
        await registration.SubmitAsync(_email);
        await Expect(Page.GetByTestId("registered")).ToBeVisibleAsync();

        await Page.GetByTestId("first-sign-in").ClickAsync();
        await Login.SendPasswordAsync(RegistrationPage.Password);
        await Page.Locator("input[name=code]").FillAsync(await MailedCodeAsync());
        await Page.Locator("#submit-button").ClickAsync();
        if (await Page.Locator("#submit-button").IsVisibleAsync()) await Page.Locator("#submit-button").ClickAsync();

        var metadata = new MetadataPage(Page);
        await Expect(metadata.Decoded("region", "userinfo")).ToHaveTextAsync("eu");
        await Expect(metadata.Decoded("motto", "metadata-api")).ToHaveTextAsync("Thufferin’ thuccotash 🐈");
        await Expect(metadata.Decoded("preferences", "id-token")).ToHaveTextAsync("""{"newsletter":false}""");
    }

    async Task<string> MailedCodeAsync()
    {
        var mails = await Context.NewPageAsync();
        var answer = await mails.GotoAsync(new Uri(Stack.Issuer, "/mails").AbsoluteUri);
        if (answer?.Ok != true) Assert.Ignore("The code is in a mail, and this ZITADEL sends real ones.");
        var code = await mails.Locator("article", new() { HasText = _email }).First.Locator("code").InnerTextAsync();
        await mails.CloseAsync();
        return code;
    }
}
