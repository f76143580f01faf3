using System.Text;
using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Definition;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.Api;

/// <summary>docs/fidelity.md says which methods are here and which answer 501; it is made from the code, so it cannot grow old.</summary>
internal sealed class The_list_of_methods
{
    private const string Begin = "<!-- The lists from here on are made by The_list_of_methods; UPDATE_DOCS=true writes them anew. -->", End = "<!-- end of the lists -->";

    [Test]
    public async Task In_the_documentation_is_that_of_the_code()
    {
        using var server = new ApiServer();
        var lists = Lists(server.Services.GetRequiredService<ApiDefinition>().Methods, server.Services.GetRequiredService<ApiMethods>());
        var file = Documentation("fidelity.md");
        var text = await File.ReadAllTextAsync(file);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        Assert.That(begin < end, $"{file} has no place for the lists");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "true")
            await File.WriteAllTextAsync(file, text = text[..begin] + lists + text[end..]);

        Assert.That(text[begin..text.IndexOf(End, StringComparison.Ordinal)], Is.EqualTo(lists), $"{file} is old; run this test with UPDATE_DOCS=true");
    }

    private static string Lists(IEnumerable<MethodDefinition> methods, ApiMethods served)
    {
        var text = new StringBuilder("\n\n");
        foreach (var service in methods.GroupBy(method => method.Service).OrderByDescending(service => service.Any(IsHere)))
        {
            var (here, missing) = (Names(service.Where(IsHere)), Names(service.Where(method => !IsHere(method))));
            text.Append($"**`{service.Key}`**\n\n");
            if (here.Length > 0)
                text.Append($"- here: {here}\n");
            if (missing.Length > 0)
                text.Append($"- answer 501: {missing}\n");
            text.Append('\n');
        }

        return text.ToString();

        // Healthz is a plain address here, as it asks for no token.
        bool IsHere(MethodDefinition method) => served.Find(method.FullName) is not null || method.Name == "Healthz";
    }

    private static string Names(IEnumerable<MethodDefinition> methods) => string.Join(", ", methods.Select(method => method.Name));

    private static string Documentation(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "docs", name)))
            folder = folder.Parent ?? throw new FileNotFoundException($"docs/{name} is in no folder above {AppContext.BaseDirectory}.");
        return Path.Combine(folder.FullName, "docs", name);
    }
}
