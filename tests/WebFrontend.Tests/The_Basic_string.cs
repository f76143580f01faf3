using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using WebFrontend.Guide;
using WebFrontend.Pages.Guide;

namespace WebFrontend.Tests;

/// <summary>The programs that the guide's page shows are run as they stand there.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class The_Basic_string
{
    const string Id = "a@b:c+d/e%f é";
    const string Secret = "x !'()*~-_.<\"&ü💨";
    const string Escaped = "a%40b%3Ac%2Bd%2Fe%25f+%C3%A9:x+%21%27%28%29%2A~-_.%3C%22%26%C3%BC%F0%9F%92%A8";

    [Test]
    public void Is_both_parts_form_urlencoded_in_base64() =>
        Assert.That(Encoding.ASCII.GetString(Convert.FromBase64String(BasicCredentials.Of(Id, Secret))), Is.EqualTo(Escaped));

    [TestCase("Shell", "sh", "bash")]
    [TestCase("Python", "py", "python3")]
    [TestCase("JavaScript", "js", "node")]
    [TestCase("Go", "go", "go", "run")]
    [TestCase("C#", "cs", "dotnet", "run")]
    public async Task Is_the_same_in(string language, string extension, params string[] command)
    {
        var folder = Directory.CreateTempSubdirectory("basic-");
        try
        {
            var file = Path.Combine(folder.FullName, "basic." + extension);
            // dotnet run would leave a compiler behind that waits for more to do.
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Directory.Build.props"),
                "<Project><PropertyGroup><UseSharedCompilation>false</UseSharedCompilation></PropertyGroup></Project>");
            await File.WriteAllTextAsync(file, BasicModel.Snippets.Single(snippet => snippet.Language == language).Code);

            Assert.That(await RunAsync(folder.FullName, [.. command, file]), Is.EqualTo(BasicCredentials.Of(Id, Secret)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task<string> RunAsync(string folder, string[] command)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardOutput = true, WorkingDirectory = folder, Environment = { ["CLIENT_ID"] = Id, ["CLIENT_SECRET"] = Secret },
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            Assert.Ignore($"{command[0]} is not installed here.");
        }
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return output.Trim();
    }
}
