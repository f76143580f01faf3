using EndToEnd;
using EndToEnd.Pages;

namespace Pages.Tests;

/// <summary>With scripts switched off, which the form does not need.</summary>
sealed class Registering : BrowserTest
{
    protected override bool Scripts => false;

    [Test]
    public async Task Says_at_its_field_what_is_wrong_and_keeps_what_was_typed()
    {
        var email = $"sylvester.{Guid.NewGuid():N}@acme.example";
        var registration = await RegistrationPage.OpenAsync(Page, Stack);
        await registration.SubmitAsync(email, password: "meep");
        await Expect(registration.Error("Password")).ToContainTextAsync("an upper-case letter");
        await Expect(registration.Email).ToHaveValueAsync(email);
        await Expect(Page.Locator("#Password")).ToHaveValueAsync("");

        await registration.SubmitAsync(email);
        await Expect(Page.GetByTestId("registered")).ToBeVisibleAsync();
        registration = await RegistrationPage.OpenAsync(Page, Stack);
        await registration.SubmitAsync(email);
        await Expect(registration.Error("Email")).ToContainTextAsync("There is a user with this login name already");
    }
}
