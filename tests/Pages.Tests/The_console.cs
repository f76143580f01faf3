using EndToEnd;
using EndToEnd.Pages;
using Microsoft.Playwright;

namespace Pages.Tests;

/// <summary>What an administrator does at EmbeddedZitadel's console, with scripts switched off, which its pages do not need.</summary>
sealed class The_console : BrowserTest
{
    protected override bool Scripts => false;

    [Test]
    public async Task Adds_metadata_by_text_and_by_file_and_the_user_sees_it_in_the_application()
    {
        await Console.SignInAsync();
        var person = await Console.CreatePersonAsync();
        await Console.OpenMetadataAsync();
        await Page.GetByLabel("Key").FillAsync("ContractNumber");
        await Page.GetByLabel("Value as text").FillAsync("<4711>\nBeep beep! 💨");
        await Page.GetByTestId("add").ClickAsync();
        await Expect(Console.Decoded("ContractNumber")).ToHaveTextAsync("<4711>\nBeep beep! 💨", new() { UseInnerText = true });

        await Page.GetByLabel("Key").FillAsync("photo");
        await ChooseFileAsync(new byte[500_000]);
        await Page.GetByTestId("add").ClickAsync();
        await Expect(Page.Locator("tr[data-key=photo] .rest")).ToHaveTextAsync("500\u00a0000 bytes");

        await Page.GetByLabel("Key").FillAsync("region");
        await ChooseFileAsync("eu"u8.ToArray());
        await Page.GetByTestId("add").ClickAsync();
        await Page.Locator("tr[data-key=photo]").GetByTestId("delete").ClickAsync();
        await Expect(Console.Decoded("photo")).ToHaveCountAsync(0);

        await Page.GetByTestId("sign-out").ClickAsync();
        await Web.GoToLoginAsync();
        await Login.LeaveAccountPickerAsync();
        await Login.SignInAsync(person, Stack.Password);
        await Web.OpenAsync("/metadata");
        await Expect(new MetadataPage(Page).Decoded("region", "userinfo")).ToHaveTextAsync("eu");
        await Expect(new MetadataPage(Page).Decoded("ContractNumber", "userinfo")).ToContainTextAsync("<4711>");
    }

    [Test]
    public async Task Refuses_a_file_that_is_too_large_and_keeps_what_was_typed()
    {
        await Console.SignInAsync();
        await Console.CreatePersonAsync();
        await Console.OpenMetadataAsync();
        await Page.GetByLabel("Key").FillAsync("photo");
        await ChooseFileAsync(new byte[500_001]);
        await Page.GetByTestId("add").ClickAsync();
        await Expect(Page.Locator("#file-error")).ToContainTextAsync("500\u00a0000 at most");
        await Expect(Page.GetByLabel("Key")).ToHaveValueAsync("photo");
    }

    [Test]
    public async Task Says_to_others_why_they_do_not_get_in()
    {
        await Web.SignInAsync();
        await Console.OpenAsync();
        if (!await Page.GetByTestId("other-user").IsVisibleAsync()) Assert.Ignore("This is the console of another ZITADEL.");
        await Expect(Console.Heading).ToHaveTextAsync("For administrators only");
    }

    Task ChooseFileAsync(byte[] content) =>
        Page.GetByLabel("or as a file").SetInputFilesAsync(new FilePayload { Name = "value.bin", MimeType = "application/octet-stream", Buffer = content });
}
