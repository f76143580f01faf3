using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Wire.Tests.Replay;

/// <summary>A login page: its forms as a browser would submit them, and whether it shows an error.</summary>
sealed class Page
{
    // Buttons by which a client chooses a way; the other named ones (resend=false) are there in one version and not in the next.
    static readonly string[] Choices = ["register", "userID"];

    readonly IHtmlDocument _document;

    public Page(string html) => _document = new HtmlParser().ParseDocument(html);

    /// <summary>Visible fields as <c>name:type</c>, sorted.</summary>
    public IEnumerable<string> VisibleFields => Fields(_document.Forms)
        .Where(f => f.Name != "" && IsVisible(f.Element))
        .Select(f => $"{f.Name}:{f.Type}").Distinct().Order(StringComparer.Ordinal);

    public IEnumerable<string> ChoiceButtons => _document.Forms.SelectMany(Buttons).Select(NameOf).Intersect(Choices).Order(StringComparer.Ordinal);

    /// <summary>Login V1 marks its error with a class, V2 with a test id.</summary>
    public bool ShowsError => _document.QuerySelectorAll(".lgn-error-message, [data-testid=error]").Any(e => e.TextContent.Trim() != "");

    /// <summary>The form that has all these fields and buttons, filled in and pressed, with what else it carries.</summary>
    public Submission Submit(IReadOnlyDictionary<string, string> fill, IReadOnlyDictionary<string, string> press)
    {
        var form = _document.Forms.FirstOrDefault(f => fill.Keys.Concat(press.Keys).All(name => NamesOf(f).Contains(name)))
            ?? throw new WireException($"no form with {string.Join(", ", fill.Keys.Concat(press.Keys))} on the page '{_document.Title}'");
        var kept = Fields([form])
            .Where(f => f.Name != "" && !fill.ContainsKey(f.Name) && (f.Type is not ("radio" or "checkbox") || f.Element is IHtmlInputElement { IsChecked: true }))
            .Select(f => KeyValuePair.Create(f.Name, f.Value));
        return new Submission(
            new HttpMethod((form.GetAttribute("method") ?? "get").ToUpperInvariant()),
            form.GetAttribute("action") ?? "",
            [.. kept, .. fill, .. press]);
    }

    static IEnumerable<string> NamesOf(IHtmlFormElement form) => Fields([form]).Select(f => f.Name).Concat(Buttons(form).Select(NameOf));

    static IEnumerable<Field> Fields(IEnumerable<IHtmlFormElement> forms) => forms.SelectMany(f => f.Elements).Select(element => element switch
    {
        IHtmlInputElement { Type: "button" or "submit" or "image" or "reset" } => null,
        IHtmlInputElement input => new Field(element, NameOf(element), input.Type, input.Value),
        IHtmlSelectElement choice => new Field(element, NameOf(element), "select", choice.Value ?? ""),
        IHtmlTextAreaElement area => new Field(element, NameOf(element), "textarea", area.Value),
        _ => null,
    }).OfType<Field>();

    static IEnumerable<IElement> Buttons(IHtmlFormElement form) =>
        form.Elements.Where(e => e is IHtmlButtonElement or IHtmlInputElement { Type: "submit" or "button" or "image" });

    static bool IsVisible(IElement field) =>
        !field.HasAttribute("hidden") && !field.ClassList.Contains("hidden") && field is not IHtmlInputElement { Type: "hidden" };

    static string NameOf(IElement element) => element.GetAttribute("name") ?? "";

    sealed record Field(IElement Element, string Name, string Type, string Value);

    /// <summary>What a browser sends when a form is submitted.</summary>
    public sealed record Submission(HttpMethod Method, string Action, IReadOnlyList<KeyValuePair<string, string>> Fields);
}
