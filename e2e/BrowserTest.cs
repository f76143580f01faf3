using System.Diagnostics;
using EndToEnd.Browsers;
using EndToEnd.Pages;
using EndToEnd.Stacks;
using Microsoft.Playwright;
using Microsoft.Playwright.NUnit;
using NUnit.Framework.Interfaces;

namespace EndToEnd;

/// <summary>A test with a browser of its own that knows nothing yet. What it did is kept when it fails.</summary>
abstract class BrowserTest : PageTest
{
    protected static Stack Stack => StackSetUp.Stack;

    protected WebFrontendPages Web => new(Page, Stack);

    protected LoginPage Login => new(Page, Stack);

    protected ConsolePages Console => new(Page, Stack);

    public override async Task<BrowserTypeLaunchOptions?> LaunchOptionsAsync() => new() { ExecutablePath = await Chromium.ExecutableAsync() };

    /// <summary>Whether the browser runs scripts.</summary>
    protected virtual bool Scripts => true;

    public override BrowserNewContextOptions ContextOptions() => new() { Locale = "en-US", ColorScheme = ColorScheme.Light, JavaScriptEnabled = Scripts };

    /// <summary>Has the browser begin a trace of its own at each request to the path, so that it can be found again.</summary>
    /// <returns>The trace's id.</returns>
    protected async Task<string> TraceRequestsToAsync(string path)
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        await Page.RouteAsync(address => new Uri(address).AbsolutePath == path, route => route.ContinueAsync(new()
        {
            // W3C Trace Context; 01: sampled
            Headers = route.Request.Headers.Append(KeyValuePair.Create("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01")),
        }));
        return trace;
    }

    /// <summary>The trace that the page's footer leads to.</summary>
    protected async Task<string> TraceOfPageAsync()
    {
        var link = await Page.GetByTestId("trace-link").GetAttributeAsync("href");
        Assert.That(link, Does.StartWith(new Uri(Stack.Dashboard!, "/traces/detail/").AbsoluteUri));
        return link!.Split('/')[^1];
    }

    [SetUp]
    public async Task Record()
    {
        Context.SetDefaultTimeout(StackSetUp.Milliseconds);
        // What was done, sent and logged; pictures and copies of the documents only on demand: the browser draws each of them.
        var full = Environment.GetEnvironmentVariable("E2E_TRACE") == "full";
        await Context.Tracing.StartAsync(new() { Screenshots = full, Snapshots = full });
    }

    [TearDown]
    public async Task KeepWhatFailed()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status != TestStatus.Failed)
        {
            await Context.Tracing.StopAsync();
            return;
        }
        var name = string.Concat(TestContext.CurrentContext.Test.FullName.Split([.. Path.GetInvalidFileNameChars(), '"', ' ']));
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts, $"{name}.png"), FullPage = true });
        await Context.Tracing.StopAsync(new() { Path = Path.Combine(Repository.Artifacts, $"{name}.zip") });
    }
}

/// <summary>A test with a browser in which somebody is signed in, here and at ZITADEL. It does not sign out: others go on with the same session.</summary>
abstract class SignedInBrowserTest : BrowserTest
{
    string _state = "";

    /// <summary>Who is signed in: the stack's user unless told otherwise.</summary>
    protected virtual string User => Stack.User;

    public override BrowserNewContextOptions ContextOptions()
    {
        var options = base.ContextOptions();
        options.StorageState = _state;
        return options;
    }

    [OneTimeSetUp]
    public async Task SignInOnce()
    {
        if (User != Stack.User && Stack.User != Stack.DemoUser) Assert.Ignore($"E2E_USER is set: this test needs the demo user {User}.");
        _state = await StackSetUp.SignedInAsync(User);
    }
}
