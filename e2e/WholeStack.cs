using EndToEnd.Stacks;

[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]

namespace EndToEnd;

/// <summary>Starts AppHost, or attaches to the stack that the <c>E2E_…</c> variables name.</summary>
[SetUpFixture]
sealed class WholeStack : StackSetUp
{
    // Those that are not beside others: the dashboard's commands.
    protected override bool FirstTestsNeedNobody => true;

    protected override async Task<Stack> StartAsync(Stack<IAsyncDisposable> started)
    {
        if (Stack.Attached(Environment.GetEnvironmentVariable) is { } attached) return attached;
        var zitadel = Stack.WantsExternalZitadel(Environment.GetEnvironmentVariable) ? await OwnZitadel.StartAsync() : null;
        if (zitadel is not null) started.Push(zitadel);
        var appHost = AppHostProcess.Start(Path.Combine(Repository.Artifacts, "AppHost.log"), zitadel);
        started.Push(appHost);
        var stack = await appHost.ReadyAsync();
        return zitadel is null ? stack : stack with
        {
            ZitadelIsExternal = true, Password = appHost.Passwords[stack.User], Passwords = appHost.Passwords,
        };
    }
}
