using EndToEnd.Pages;

namespace EndToEnd.Tests;

[Category("Smoke")]
sealed class Signing_in : BrowserTest
{
    [Test]
    public async Task Shows_the_metadata_from_userinfo_ID_token_and_API_and_they_agree()
    {
        var metadata = await Web.SignInAsync();

        foreach (var source in MetadataPage.Sources)
        {
            await Expect(metadata.Raw("ContractNumber", source)).ToHaveTextAsync("MTIzNA");
            await Expect(metadata.Decoded("ContractNumber", source)).ToHaveTextAsync("1234");
        }
        await Expect(metadata.Problems).ToHaveCountAsync(0);
        Assert.That(await metadata.AgreementsAsync(), Is.Not.Empty.And.All.EqualTo("yes"));
    }

    [Test]
    public async Task With_a_wrong_password_is_refused_and_the_right_one_still_works()
    {
        await Web.GoToLoginAsync();
        await Login.SubmitNameAsync(Stack.User);
        await Login.SubmitPasswordAsync("Wrong-password1!");
        await Expect(Login.Error).ToBeVisibleAsync();

        await Login.SubmitPasswordAsync(Stack.Password);
        await Expect(Web.UserName).ToBeVisibleAsync();
    }

    [Test]
    public async Task As_an_unknown_user_is_refused()
    {
        await Web.GoToLoginAsync();
        await Login.SubmitNameAsync("nobody.of.that.name");
        await Expect(Login.Error).ToBeVisibleAsync();

        await Web.OpenAsync();
        await Expect(Web.SignInLink).ToBeVisibleAsync();
    }
}
