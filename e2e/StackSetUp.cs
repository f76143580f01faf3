using System.Collections.Concurrent;
using EndToEnd.Browsers;
using EndToEnd.Pages;
using EndToEnd.Stacks;
using Microsoft.Playwright;

[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]

namespace EndToEnd;

/// <summary>Starts the stack once for all tests, or attaches to the one that the <c>E2E_…</c> variables name.</summary>
[SetUpFixture]
sealed class StackSetUp
{
    static OwnZitadel? _zitadel;
    static AppHostProcess? _appHost;

    public static Stack Stack { get; private set; } = null!;

    /// <summary>How long a page may take until it is there. It is long for machines that are busy; a test that passes waits for less.</summary>
    public const float Milliseconds = 30_000;

    static readonly ConcurrentDictionary<string, Lazy<Task<string>>> _signedIn = [];

    /// <summary>The cookies of a browser that somebody has signed in with: done once, for all tests that begin there.</summary>
    public static Task<string> SignedInAsync(string user) => _signedIn.GetOrAdd(user, name => new(() => SignInAsync(name))).Value;

    [OneTimeSetUp]
    public async Task Start()
    {
        if (Directory.Exists(Repository.Artifacts)) Directory.Delete(Repository.Artifacts, recursive: true);
        Directory.CreateDirectory(Repository.Artifacts);
        Assertions.SetDefaultExpectTimeout(Milliseconds);
        var browser = Chromium.ExecutableAsync();
        Stack = Stack.Attached(Environment.GetEnvironmentVariable) ?? await StartAppHost();
        await browser;
        // The first sign-in of a stack is its slowest: not in the time of whichever test comes first.
        if (!Stack.IsAttached) await SignedInAsync(Stack.User);
    }

    static async Task<string> SignInAsync(string user)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = await Chromium.ExecutableAsync() });
        var page = await browser.NewPageAsync(new() { Locale = "en-US" });
        page.SetDefaultTimeout(2 * Milliseconds);
        await new WebFrontendPages(page, Stack).SignInAsync(user);
        return await page.Context.StorageStateAsync();
    }

    static async Task<Stack> StartAppHost()
    {
        if (Stack.WantsExternalZitadel(Environment.GetEnvironmentVariable)) _zitadel = await OwnZitadel.StartAsync(Path.Combine(Repository.Artifacts, "zitadel.log"));
        _appHost = AppHostProcess.Start(Path.Combine(Repository.Artifacts, "apphost.log"), _zitadel);
        var stack = await _appHost.ReadyAsync();
        return _zitadel is null ? stack : stack with
        {
            ZitadelIsExternal = true, Password = _appHost.Passwords[stack.User], Passwords = _appHost.Passwords,
        };
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_appHost is not null) await _appHost.DisposeAsync();
        if (_zitadel is not null) await _zitadel.DisposeAsync();
        if (TestContext.CurrentContext.Result.FailCount == 0 && Stack is not null) Directory.Delete(Repository.Artifacts, recursive: true);
    }
}
