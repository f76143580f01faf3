using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EndToEnd.Browsers;

/// <summary>Finds the browser of this machine, or installs one where that is possible.</summary>
static class Chromium
{
    // Playwright's default is 30 s for each of several mirrors: too long to learn that there is no way out of a closed network.
    const string ConnectMilliseconds = "5000";

    static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    static readonly Lazy<Task<string?>> Found = new(() => Task.Run(() => Find(Environment.GetEnvironmentVariable("E2E_CHROMIUM"))));

    /// <summary>The browser's executable, or null for the one that Playwright has installed for itself. Looked for once.</summary>
    /// <exception cref="InvalidOperationException">There is no browser and none can be installed; the message says what to do.</exception>
    public static Task<string?> ExecutableAsync() => Found.Value;

    static string? Find(string? named)
    {
        if (!string.IsNullOrEmpty(named))
            return File.Exists(named) ? named : throw new InvalidOperationException($"E2E_CHROMIUM is '{named}', and there is no such file.");
        if (OnPath() is { } installed) return installed;
        if (InstallForPlaywright()) return null;
        if (InstallByApt() && OnPath() is { } fromApt) return fromApt;
        throw new InvalidOperationException(
            "The browser tests need Chromium: install the package chromium-headless-shell (or Chromium or Chrome), or set E2E_CHROMIUM to an executable.");
    }

    static string? OnPath() => (
        from name in Names
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        let file = Path.Combine(folder, name)
        where folder != "" && File.Exists(file)
        select file).FirstOrDefault();

    static bool InstallForPlaywright()
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT", ConnectMilliseconds);
        return Microsoft.Playwright.Program.Main(["install", "--only-shell", "chromium"]) == 0;
    }

    static bool InstallByApt() =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && Environment.UserName == "root" && File.Exists("/usr/bin/apt-get")
        && AptGet("update", "-qq") && AptGet("install", "-qq", "-y", "--no-install-recommends", "chromium-headless-shell");

    static bool AptGet(params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/apt-get", arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
