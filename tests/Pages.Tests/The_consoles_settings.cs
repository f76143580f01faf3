using EndToEnd;
namespace Pages.Tests;

/// <summary>What an administrator changes for everybody, with scripts switched off: not beside other tests, and put back.</summary>
[NonParallelizable]
sealed class The_consoles_settings : BrowserTest
{
    protected override bool Scripts => false;

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
        await Login.LeaveAccountPickerAsync();
        await Login.SignInAsync(Stack.User, Stack.Password);
        await Expect(Web.UserName).ToBeVisibleAsync();
    }

    Task<string[]> KeysAsync() => Page.Locator("tr[data-key]").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.key)");
}
