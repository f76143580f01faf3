using System.Collections.Concurrent;
using EndToEnd.Browsers;
using EndToEnd.Pages;
using EndToEnd.Stacks;
using Microsoft.Playwright;

namespace EndToEnd;

/// <summary>Starts the stack once for all tests of a project.</summary>
abstract class StackSetUp
{
    public static Stack Stack { get; private set; } = null!;

    /// <summary>How long a page may take until it is there. It is long for machines that are busy; a test that passes waits for less.</summary>
    public const float Milliseconds = 30_000;

    static readonly ConcurrentDictionary<string, Lazy<Task<string>>> _signedIn = [];
    static IBrowser? _browser;

    IPlaywright? _playwright;

    /// <summary>The cookies of a browser that somebody has signed in with: done once, for all tests that begin there.</summary>
    public static Task<string> SignedInAsync(string user) => _signedIn.GetOrAdd(user, name => new(() => SignInAsync(name))).Value;

    readonly Stack<IAsyncDisposable> _started = [];

    /// <summary>Starts the stack and waits until it is ready.</summary>
    /// <param name="started">Gets what has been started, to be stopped in the reverse order.</param>
    protected abstract Task<Stack> StartAsync(Stack<IAsyncDisposable> started);

    /// <summary>Whether the tests that come first may run beside the first sign-in.</summary>
    protected virtual bool FirstTestsNeedNobody => false;

    [OneTimeSetUp]
    public async Task Start()
    {
        if (Directory.Exists(Repository.Artifacts)) Directory.Delete(Repository.Artifacts, recursive: true);
        Directory.CreateDirectory(Repository.Artifacts);
        Assertions.SetDefaultExpectTimeout(Milliseconds);
        var browser = Task.Run(LaunchBrowserAsync); // while the stack starts
        Stack = await StartAsync(_started);
        await browser;
        // The first sign-in of a stack is its slowest: not in the time of whichever test comes first.
        if (Stack.IsAttached) return;
        var first = SignedInAsync(Stack.User);
        if (!FirstTestsNeedNobody) await first;
    }

    async Task LaunchBrowserAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = await Chromium.ExecutableAsync() });
    }

    static async Task<string> SignInAsync(string user)
    {
        await using var context = await _browser!.NewContextAsync(new() { Locale = "en-US" });
        context.SetDefaultTimeout(2 * Milliseconds);
        await new WebFrontendPages(await context.NewPageAsync(), Stack).SignInAsync(user);
        return await context.StorageStateAsync();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        while (_started.TryPop(out var part)) await part.DisposeAsync();
        if (TestContext.CurrentContext.Result.FailCount == 0 && Stack is not null) Directory.Delete(Repository.Artifacts, recursive: true);
    }
}
