using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebFrontend.Guide;

namespace WebFrontend.Pages.Guide;

sealed class BasicModel : PageModel
{
    /// <summary>The programs of the folder Guide/Snippets, which tests run as they are.</summary>
    public static readonly IReadOnlyList<(string Language, string Code)> Snippets =
    [
        ("C#", Read("basic.cs.txt")), ("Go", Read("basic.go")), ("Python", Read("basic.py")), ("JavaScript", Read("basic.js")), ("Shell", Read("basic.sh")),
    ];

    [BindProperty]
    public string? ClientId { get; set; } = "";

    [BindProperty]
    public string? ClientSecret { get; set; } = "";

    public string? Result { get; private set; }
    public string Escaped { get; private set; } = "";

    public void OnPost()
    {
        Escaped = BasicCredentials.Escape(ClientId ?? "") + ":" + BasicCredentials.Escape(ClientSecret ?? "");
        Result = BasicCredentials.Of(ClientId ?? "", ClientSecret ?? "");
    }

    static string Read(string file)
    {
        using var stream = typeof(BasicModel).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }
}
