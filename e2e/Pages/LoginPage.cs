using System.Text.RegularExpressions;
using EndToEnd.Stacks;
using Microsoft.Playwright;

namespace EndToEnd.Pages;

/// <summary>
/// ZITADEL's login, whichever it is: EmbeddedZitadel's pages, login V1 (full page loads, ids and names) or login V2 (a single page, test ids).
/// After each submit it waits for whichever page comes next; V2 takes up to three seconds for an error.
/// </summary>
sealed class LoginPage(IPage page, Stack stack)
{
    ILocator LoginName => page.Locator("input[name=loginName]:visible");

    ILocator Password => page.Locator("input[name=password]:visible");

    ILocator SubmitButton => page.Locator("#submit-button:visible, [data-testid=submit-button]:visible").First;

    // V1 offers to set up a second factor, depending on the login policy.
    ILocator Skip => page.Locator("button[name=skip]:visible").First;

    public ILocator Error => page.Locator(".lgn-error-message:visible, [data-testid=error]:visible").First;

    // V1: a button for each account; V2: buttons without any mark, and a link to the login name page below them.
    public ILocator AccountPicker => page.Locator("button[name=userID]:visible, a[href*='/ui/v2/login/loginname']:visible").First;

    /// <summary>The password has to be changed before the login goes on.</summary>
    public ILocator ChangePassword => page.Locator("input[name=change-old-password]:visible, [data-testid=password-change-current-text-input]:visible").First;

    /// <summary>Only EmbeddedZitadel has V1's ids and V2's test ids on the same elements.</summary>
    public Task<bool> IsEmbeddedZitadelsAsync() => page.Locator("#submit-button[data-testid=submit-button]").IsVisibleAsync();

    /// <summary>Signs in and arrives back at the application.</summary>
    /// <param name="user">The login name.</param>
    /// <param name="password">The password.</param>
    /// <param name="application">Where the application's addresses begin; WebFrontend when left out.</param>
    public async Task SignInAsync(string user, string password, Uri? application = null)
    {
        await SubmitNameAsync(user);
        await SubmitPasswordAsync(password, application);
        if (await Skip.IsVisibleAsync()) await SubmitAsync(Skip, application ?? stack.Web);
        if (!IsAt(page.Url, application ?? stack.Web))
            Assert.Fail($"The login did not lead back to the application but to {page.Url}{await WhyNotAsync()}.");
    }

    async Task<string> WhyNotAsync()
    {
        if (await Error.IsVisibleAsync()) return $", with '{await Error.InnerTextAsync()}'";
        return await ChangePassword.IsVisibleAsync() ? ", which asks for a new password: sign in once by hand" : "";
    }

    /// <summary>Asks with prompt=none. Without a session V1 sends the browser back with an error, and V2 shows its login page.</summary>
    /// <param name="authorize">The whole request.</param>
    /// <param name="redirectUri">Its redirect URI; nothing has to listen there.</param>
    /// <returns>The address that the browser was sent back to, or null where a login page stands open.</returns>
    public async Task<Uri?> AskSilentlyAsync(Uri authorize, Uri redirectUri)
    {
        var back = page.WaitForRequestAsync(request => IsAt(request.Url, redirectUri));
        var shown = LoginName.Or(AccountPicker).First.WaitForAsync();
        await page.EvaluateAsync("address => { location = address }", authorize.AbsoluteUri);
        await FirstOfAsync(shown, back);
        return back.IsCompletedSuccessfully ? new Uri((await back).Url) : null;
    }

    /// <summary>Answers the login name page; next comes the password page or an error.</summary>
    public async Task SubmitNameAsync(string user)
    {
        await LoginName.FillAsync(user);
        await SubmitAsync(SubmitButton, null, Password);
    }

    /// <summary>Answers the password page; next comes the application, an offer to set up a second factor, a demand for a new password, or an error.</summary>
    public async Task SubmitPasswordAsync(string password, Uri? application = null)
    {
        await Password.FillAsync(password);
        await SubmitAsync(SubmitButton, application ?? stack.Web, Skip, ChangePassword);
    }

    /// <summary>Answers the password page, and leaves it to the caller to wait for what comes next.</summary>
    public async Task SendPasswordAsync(string password)
    {
        await Password.FillAsync(password);
        await SubmitButton.ClickAsync();
    }

    /// <summary>The login asks who it is, or which of the accounts it knows: nobody is signed in.</summary>
    public Task AsksWhoItIsAsync() => Assertions.Expect(LoginName.Or(AccountPicker).First).ToBeVisibleAsync();

    /// <summary>Somebody was here; somebody else wants to sign in.</summary>
    public async Task LeaveAccountPickerAsync()
    {
        await AsksWhoItIsAsync();
        if (await AccountPicker.IsVisibleAsync()) await page.Locator("button[name=userID][value='0']").ClickAsync();
    }

    /// <summary>The login name page stands open.</summary>
    public Task IsOpenAsync() => Assertions.Expect(LoginName).ToBeVisibleAsync();

    async Task SubmitAsync(ILocator button, Uri? application, params ILocator[] next)
    {
        // V2 leaves the last error standing until there is an answer: an error that is there already is none to wait for.
        ILocator[] expected = await Error.IsVisibleAsync() ? next : [.. next, Error];
        await button.ClickAsync();
        var shown = expected.DefaultIfEmpty(Error).Aggregate((one, other) => one.Or(other)).First.WaitForAsync();
        await FirstOfAsync(shown, application is null ? shown : ArrivalAt(application));
    }

    // Not WaitForURLAsync with Commit: where the page has arrived before it is called, it waits for ever.
    Task ArrivalAt(Uri application) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex("^" + Regex.Escape(application.GetLeftPart(UriPartial.Authority)) + "(/|$)"));

    static async Task FirstOfAsync(Task one, Task other)
    {
        var first = await Task.WhenAny(one, other);
        // The other one waits for what does not come, and its time-out interests nobody.
        _ = Task.WhenAll(one, other).ContinueWith(t => t.Exception, TaskContinuationOptions.OnlyOnFaulted);
        await first;
    }

    static bool IsAt(string address, Uri application) =>
        Uri.TryCreate(address, UriKind.Absolute, out var here) && Uri.Compare(here, application, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
