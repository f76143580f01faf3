namespace OfflineAspire.Tests;

/// <summary>A project file with launch settings beside it, in a folder of its own.</summary>
sealed class TemporaryProject : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offline-aspire-");

    public TemporaryProject(string? launchSettings)
    {
        File.WriteAllText(Path, "<Project/>");
        if (launchSettings is null) return;
        folder.CreateSubdirectory("Properties");
        File.WriteAllText(System.IO.Path.Combine(folder.FullName, "Properties", "launchSettings.json"), launchSettings);
    }

    public string Path => System.IO.Path.Combine(folder.FullName, "Project.csproj");

    public void Dispose() => folder.Delete(recursive: true);
}
