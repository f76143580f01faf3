using EndToEnd;
using EndToEnd.Pages;

namespace Pages.Tests;

/// <summary>No page of the stack needs scripts; with them e2e signs in.</summary>
sealed class Signing_in_without_scripts : BrowserTest
{
    protected override bool Scripts => false;

    [Test]
    public async Task Shows_the_metadata_from_three_places()
    {
        var metadata = await Web.SignInAsync();

        foreach (var source in MetadataPage.Sources) await Expect(metadata.Decoded("ContractNumber", source)).ToHaveTextAsync("1234");
        Assert.That(await metadata.AgreementsAsync(), Is.Not.Empty.And.All.EqualTo("yes"));
    }

    [Test]
    public async Task With_wrong_answers_is_refused_and_the_right_ones_still_work()
    {
        await Web.GoToLoginAsync();
        await Login.SubmitNameAsync("nobody.of.that.name");
        await Expect(Login.Error).ToBeVisibleAsync();
        await Login.SubmitNameAsync(Stack.User);
        await Login.SubmitPasswordAsync("Wrong-password1!");
        await Expect(Login.Error).ToBeVisibleAsync();

        await Login.SubmitPasswordAsync(Stack.Password);
        await Expect(Web.UserName).ToBeVisibleAsync();
    }

    [Test]
    public async Task And_out_ends_the_session_in_the_application_and_at_ZITADEL()
    {
        await Web.SignInAsync();
        await Web.SignOutAsync();
        await Expect(Web.SignedOutHeading).ToBeVisibleAsync();

        await Web.OpenAsync("/metadata");
        await Login.AsksWhoItIsAsync();
    }
}
