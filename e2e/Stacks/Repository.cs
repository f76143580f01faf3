namespace EndToEnd.Stacks;

/// <summary>The checkout that these tests were built in. Published e2e runs without one, against a stack elsewhere.</summary>
static class Repository
{
    public static string? RootOrNull { get; } = Parents(AppContext.BaseDirectory).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "ZitadelAspire.sln")));

    public static string Root => RootOrNull
        ?? throw new InvalidOperationException("There is no stack to start outside of the repository: set E2E_WEB_URL and E2E_ISSUER to the addresses of a running one.");

    // …/e2e/bin/Debug/net10.0/
    static readonly string[] Output = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);

    public static string TargetFramework => Output[^1];

    public static string Configuration => Output[^2];

    /// <summary>What is kept of failed tests: <c>artifacts/e2e</c> in the repository, or in the current folder.</summary>
    public static string Artifacts { get; } = Path.Combine(RootOrNull ?? Environment.CurrentDirectory, "artifacts", "e2e");

    static IEnumerable<string> Parents(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent) yield return at.FullName;
    }
}
