using Microsoft.Playwright;

namespace EndToEnd.Tests;

/// <summary>
/// What an administrator does at EmbeddedZitadel's console, with scripts switched off too. Not beside other tests: keys and settings are everybody's.
/// </summary>
[TestFixture(true)]
[TestFixture(false)]
[NonParallelizable]
sealed class The_console(bool javaScript) : BrowserTest
{
    public override BrowserNewContextOptions ContextOptions()
    {
        var options = base.ContextOptions();
        options.JavaScriptEnabled = javaScript;
        return options;
    }

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
        await LeaveAccountPickerAsync();
        await Login.SignInAsync(person, Stack.Password);
        await Web.OpenAsync("/metadata");
        await Expect(new Pages.MetadataPage(Page).Decoded("region", "userinfo")).ToHaveTextAsync("eu");
        await Expect(new Pages.MetadataPage(Page).Decoded("ContractNumber", "userinfo")).ToContainTextAsync("<4711>");
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
    public async Task Changes_User_Info_inside_ID_Token()
    {
        await Console.SignInAsync();
        await Console.OpenApplicationAsync("metadata-api");
        await Expect(Page.GetByLabel("User Info inside ID Token")).ToHaveCountAsync(0); // an API has no ID tokens

        await Console.OpenApplicationAsync("web-frontend");
        var box = Page.GetByLabel("User Info inside ID Token");
        await Expect(box).Not.ToBeCheckedAsync();
        await box.CheckAsync();
        await Page.GetByTestId("save-token").ClickAsync();
        await Expect(Console.Notice).ToHaveTextAsync("The settings are saved.");
        await Expect(box).ToBeCheckedAsync();

        await box.UncheckAsync();
        await Page.GetByTestId("save-token").ClickAsync();
        await Expect(box).Not.ToBeCheckedAsync();
    }

    [Test]
    public async Task Rotates_the_signing_keys_and_back()
    {
        await Console.SignInAsync("/instance?id=webkeys");
        await Expect(Console.Heading).ToHaveTextAsync("Signing keys");
        var active = Page.Locator("tr:has-text('signs')");
        var before = await active.GetAttributeAsync("data-key");
        var known = await KeysAsync();
        await Page.GetByTestId("create").ClickAsync();
        var created = (await KeysAsync()).Except(known).Single();
        try
        {
            await Page.Locator($"tr[data-key='{created}']").GetByTestId("activate").ClickAsync();
            await Expect(active).ToHaveAttributeAsync("data-key", created);
            var published = await (await Page.APIRequest.GetAsync(new Uri(Stack.Issuer, "/oauth/v2/keys").AbsoluteUri)).TextAsync();
            Assert.That(published, Does.Contain(created).And.Contain(before), "tokens of both can be checked");
        }
        finally
        {
            // WebFrontend has not read the new key yet, and would refuse what it signs.
            await Page.Locator($"tr[data-key='{before}']").GetByTestId("activate").ClickAsync();
        }
        await Expect(active).ToHaveAttributeAsync("data-key", before!);
        await Page.Locator($"tr[data-key='{created}']").GetByTestId("delete").ClickAsync();
        Assert.That(await KeysAsync(), Is.EquivalentTo(known));

        await Page.GetByTestId("sign-out").ClickAsync();
        await Web.GoToLoginAsync();
        await LeaveAccountPickerAsync();
        await Login.SignInAsync(Stack.User, Stack.Password);
        await Expect(Web.UserName).ToBeVisibleAsync();
    }

    [Test]
    public async Task Says_to_others_why_they_do_not_get_in()
    {
        await Web.SignInAsync();
        await Console.OpenAsync();
        if (!await Page.GetByTestId("other-user").IsVisibleAsync()) Assert.Ignore("This is the console of another ZITADEL.");
        await Expect(Console.Heading).ToHaveTextAsync("For administrators only");
    }

    Task<string[]> KeysAsync() => Page.Locator("tr[data-key]").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.key)");

    Task ChooseFileAsync(byte[] content) =>
        Page.GetByLabel("or as a file").SetInputFilesAsync(new FilePayload { Name = "value.bin", MimeType = "application/octet-stream", Buffer = content });

    // The administrator was here; somebody else wants to sign in.
    async Task LeaveAccountPickerAsync()
    {
        await Login.AsksWhoItIsAsync();
        if (await Login.AccountPicker.First.IsVisibleAsync()) await Page.Locator("button[name=userID][value='0']").ClickAsync();
    }
}
