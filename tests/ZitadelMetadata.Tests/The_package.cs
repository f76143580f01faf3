using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace ZitadelMetadata.Tests;

/// <summary>Packed, installed into a new project, and used there: what this repository's own references would hide shows here.</summary>
[TestFixture]
public sealed class The_package
{
    DirectoryInfo _folder;

    [OneTimeSetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("zitadel-metadata-package-");

    [OneTimeTearDown]
    public void Delete() => _folder.Delete(recursive: true);

    [Test]
    public async Task Installs_into_a_new_project_and_works_there()
    {
        var feed = _folder.CreateSubdirectory("feed").FullName;
        await RunAsync("pack", ProjectFile(), "-c", "Release", "-o", feed, "--no-restore", "--nologo", "-v", "q");

        var package = Directory.GetFiles(feed, "*.nupkg").Single();
        Assert.That(Directory.GetFiles(feed, "*.snupkg"), Has.Length.EqualTo(1), "symbols");
        await using (var archive = await ZipFile.OpenReadAsync(package))
            Assert.That(archive.Entries.Select(entry => entry.FullName), Is.SupersetOf(["README.md", "lib/net10.0/ZitadelMetadata.dll", "lib/net10.0/ZitadelMetadata.xml"]));

        var project = _folder.CreateSubdirectory("new").FullName;
        await File.WriteAllTextAsync(Path.Combine(project, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder.FullName, "packages")}" /></config>
            </configuration>
            """);
        await File.WriteAllTextAsync(Path.Combine(project, "new.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><UseAppHost>false</UseAppHost>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors><NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="ZitadelMetadata" Version="*" /></ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), """
            using System.Security.Claims;
            using ZitadelMetadata;

            var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(UserMetadata.ClaimType, "{\"ContractNumber\":\"MTIzNA\"}")]));
            Console.WriteLine(user.GetZitadelMetadata().Bind<Customer>());

            record Customer(int ContractNumber);
            """);

        Assert.That(await RunAsync("run", "--project", project), Does.Contain("Customer { ContractNumber = 1234 }"));
    }

    static string ProjectFile([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../ZitadelMetadata/ZitadelMetadata.csproj"));

    static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", arguments)
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
                // No servers that outlive the test, and none of the settings of the test's own host.
                Environment = { ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0", ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false", ["DOTNET_NOLOGO"] = "1" },
            },
        };
        process.Start();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.That(process.ExitCode, Is.Zero, $"dotnet {string.Join(' ', arguments)}\n{output}\n{await errors}");
        return output;
    }
}
