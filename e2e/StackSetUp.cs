using EndToEnd.Browsers;
using EndToEnd.Pages;
using EndToEnd.Stacks;
using Microsoft.Playwright;

[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]

namespace EndToEnd;

/// <summary>Starts the stack once for all tests, or attaches to the one that the <c>E2E_…</c> variables name.</summary>
[SetUpFixture]
sealed class StackSetUp
{
    static OwnZitadel? _zitadel;
    static AppHostProcess? _appHost;

    public static Stack Stack { get; private set; } = null!;

    /// <summary>The cookies of a browser that the stack's user has signed in with: done once, for all tests that begin there.</summary>
    public static Lazy<Task<string>> SignedIn { get; } = new(SignInAsync);

    [OneTimeSetUp]
    public async Task Start()
    {
        if (Directory.Exists(Repository.Artifacts)) Directory.Delete(Repository.Artifacts, recursive: true);
        Directory.CreateDirectory(Repository.Artifacts);
        Assertions.SetDefaultExpectTimeout(15_000);
        var browser = Chromium.ExecutableAsync();
        Stack = Stack.Attached(Environment.GetEnvironmentVariable) ?? await StartAppHost();
        await browser;
    }

    static async Task<string> SignInAsync()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = await Chromium.ExecutableAsync() });
        var page = await browser.NewPageAsync(new() { Locale = "en-US" });
        await new WebFrontendPages(page, Stack).SignInAsync();
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
