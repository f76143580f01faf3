namespace EndToEnd.Stacks;

/// <summary>The checkout that these tests were built in. Published e2e runs without one, against a stack elsewhere.</summary>
static class Repository
{
    public static string? RootOrNull { get; } = Parents(AppContext.BaseDirectory).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "ZitadelAspire.sln")));

    public static string Root => RootOrNull
        ?? throw new InvalidOperationException("There is no stack to start outside of the repository: set E2E_WEB_URL and E2E_ISSUER to the addresses of a running one.");

    // …/e2e/bin/Debug/net10.0/
    static readonly string[] Output = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);

    static string TargetFramework => Output[^1];

    static string Configuration => Output[^2];

    /// <summary>What a project was built to, in the configuration of these tests.</summary>
    public static string Executable(string project)
    {
        var executable = Path.Combine(Root, project, "bin", Configuration, TargetFramework, OperatingSystem.IsWindows() ? $"{project}.exe" : project);
        return File.Exists(executable)
            ? executable
            : throw new InvalidOperationException($"{project} is not built: {executable} is missing. Run ./test, or dotnet build ZitadelAspire.sln.");
    }

    /// <summary>What is kept of failed tests: <c>artifacts/e2e</c> (or what the test project's name is) in the repository, or in the current folder.</summary>
    public static string Artifacts { get; } =
        Path.Combine(RootOrNull ?? Environment.CurrentDirectory, "artifacts", typeof(Repository).Assembly.GetName().Name!);

    static IEnumerable<string> Parents(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent) yield return at.FullName;
    }
}
