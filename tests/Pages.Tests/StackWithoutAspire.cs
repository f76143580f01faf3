using EndToEnd;
using EndToEnd.Stacks;

[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]

namespace Pages.Tests;

/// <summary>What a page looks like and does does not depend on Aspire: these tests do without it, and so e2e need not do them with each ZITADEL.</summary>
[SetUpFixture]
sealed class StackWithoutAspire : StackSetUp
{
    protected override async Task<Stack> StartAsync(Stack<IAsyncDisposable> started)
    {
        var parts = await PartsByHand.StartAsync();
        started.Push(parts);
        return parts.Stack;
    }
}
