using System.Diagnostics;

namespace EndToEnd.Stacks;

/// <summary>Runs the guide's commands.</summary>
static class Shell
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>What a program writes to its standard output, without the last line break. Fails the test when it fails.</summary>
    /// <param name="program">The program; the test is skipped where it is not installed.</param>
    /// <param name="file">The script, a file of the folder Guide.</param>
    /// <param name="variables">Its environment variables.</param>
    public static Task<string> RunAsync(string program, string file, params (string Name, string Value)[] variables) =>
        RunAsync(program, [Path.Combine(AppContext.BaseDirectory, "Guide", file)], variables);

    /// <summary>What a command of curl writes, as somebody who copied it has it.</summary>
    public static Task<string> RunCommandAsync(string command)
    {
        if (!IsInstalled("curl")) Assert.Ignore("curl is not installed here.");
        return RunAsync("bash", ["-c", command]);
    }

    static async Task<string> RunAsync(string program, string[] arguments, params (string Name, string Value)[] variables)
    {
        if (!IsInstalled(program)) Assert.Ignore($"{program} is not installed here.");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(Timeout);
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var errors = process.StandardError.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        Assert.That(process.ExitCode, Is.Zero, await errors);
        return (await output).TrimEnd('\r', '\n');
    }

    public static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? $"{program}.exe" : program)));
}
