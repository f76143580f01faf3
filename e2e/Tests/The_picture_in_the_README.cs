using EndToEnd.Stacks;
using Microsoft.Playwright;

namespace EndToEnd.Tests;

[Explicit("Writes docs/images/metadata.png: dotnet run --project e2e -- --filter \"FullyQualifiedName~The_picture_in_the_README\"")]
sealed class The_picture_in_the_README : BrowserTest
{
    public override BrowserNewContextOptions ContextOptions()
    {
        var options = base.ContextOptions();
        options.ViewportSize = new ViewportSize { Width = 1120, Height = 640 };
        return options;
    }

    [Test]
    public async Task Shows_the_metadata_from_three_places()
    {
        var metadata = await Web.SignInAsync();
        await Expect(metadata.Table).ToBeVisibleAsync();

        var file = Path.Combine(Repository.Root, "docs", "images", "metadata.png");
        await Page.ScreenshotAsync(new() { Path = file, FullPage = true });
        Assert.That(file, Does.Exist);
    }
}
