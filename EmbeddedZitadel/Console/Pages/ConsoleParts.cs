using EmbeddedZitadel.Login;
using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Console.Pages;

/// <summary>The parts that the console's pages share: forms, fields, lists of facts, pagers.</summary>
internal static class ConsoleParts
{
    /// <summary>A form with the token that each carries.</summary>
    public static Html Form(ConsoleVisit visit, string action, Html content, bool hasFile = false) => Html.Of($"""
        <form action="{action}" method="post"{Html.If(hasFile, $""" enctype="multipart/form-data" """)}>
          <input type="hidden" name="{FormProtection.FieldName}" value="{visit.FormToken}">
          {content}
        </form>
        """);

    /// <summary>A button that is a form of its own.</summary>
    public static Html Button(ConsoleVisit visit, string action, string label, string testId, string about = "") => Form(visit, action, Html.Of($"""
        <button data-testid="{testId}">{label}{ForReaders(about)}</button>
        """));

    /// <summary>What a label is about, for who does not see the row that it stands in.</summary>
    public static Html ForReaders(string about) => Html.If(about.Length > 0, $"""<span class="for-readers"> {about}</span>""");

    /// <summary>A field of one line, with its label, its hint and what was wrong with it.</summary>
    public static Html Field(ConsoleField field, FormProblem? problem = null) => Labelled(field, problem, Html.Of($"""
        <input id="{field.Name}" name="{field.Name}" type="{field.Type}" value="{field.Value}" autocomplete="{field.Autocomplete}"{Html.If(
            field.IsRequired, $" required")}{Described(field, problem)}>
        """));

    /// <summary>A field of several lines.</summary>
    public static Html Lines(ConsoleField field, int rows, FormProblem? problem = null) => Labelled(field, problem, Html.Of($"""
        <textarea id="{field.Name}" name="{field.Name}" rows="{rows}" dir="auto" spellcheck="false"{Html.If(field.IsRequired, $" required")}{Described(
            field, problem)}>{LineBreak}{field.Value}</textarea>
        """));

    /// <summary>A choice of one.</summary>
    public static Html Choice(ConsoleField field, IEnumerable<(string Value, string Label)> options) => Labelled(field, null, Html.Of($"""
        <select id="{field.Name}" name="{field.Name}"{Described(field, null)}>
          {options.Select(option => Html.Of($"""
            <option value="{option.Value}"{Html.If(option.Value == field.Value, $" selected")}>{option.Label}</option>
            """))}
        </select>
        """));

    /// <summary>A box to tick.</summary>
    public static Html Box(string name, string label, bool isTicked, string hint = "") => Html.Of($"""
        <div class="field box">
          <input id="{name}" name="{name}" type="checkbox" value="true"{Html.If(isTicked, $" checked")}{Html.If(
              hint.Length > 0, $""" aria-describedby="{name}-hint" """)}>
          <label for="{name}">{label}</label>
          {Html.If(hint.Length > 0, $"""<p class="field-hint" id="{name}-hint">{hint}</p>""")}
        </div>
        """);

    /// <summary>Names and values.</summary>
    public static Html Facts(IEnumerable<(string Name, Html Value)> facts) => Html.Of($"""
        <dl class="facts">
          {facts.Select(fact => Html.Of($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>"))}
        </dl>
        """);

    /// <summary>An id or anything else to be copied.</summary>
    public static Html Code(string text) => Html.Of($"<code>{text}</code>");

    /// <summary>A state, e.g. "Active".</summary>
    public static Html State(string state) => Html.Of($"""<span class="badge" data-testid="state">{state}</span>""");

    /// <summary>The ways to the other pages of a list; none where it is on one.</summary>
    public static Html Pager(ConsoleVisit visit, PageOfList page, string path, string query = "") => Html.If(page.Count > 1, $"""
        <nav class="pager" aria-label="Pages">
          {Html.If(page.Number > 1, $"""<a href="{path}?{query}page={page.Number - 1}" rel="prev">Previous</a>""")}
          <span>Page {page.Number} of {page.Count}</span>
          {Html.If(page.Number < page.Count, $"""<a href="{path}?{query}page={page.Number + 1}" rel="next">Next</a>""")}
        </nav>
        """);

    // The first line break after the tag belongs to the markup (https://html.spec.whatwg.org/#element-restrictions), so that one of the value stays.
    private static Html LineBreak => Html.Of($"\n");

    private static Html Labelled(ConsoleField field, FormProblem? problem, Html input) => Html.Of($"""
        <div class="field">
          <label for="{field.Name}">{field.Label}</label>
          {input}
          {Html.If(problem?.Field == field.Name, $"""<p class="field-error" id="{field.Name}-error">{problem?.Sentence}</p>""")}
          {Html.If(field.Hint.Length > 0, $"""<p class="field-hint" id="{field.Name}-hint">{field.Hint}</p>""")}
        </div>
        """);

    private static Html Described(ConsoleField field, FormProblem? problem)
    {
        var isWrong = problem?.Field == field.Name;
        string[] ids = [.. isWrong ? [$"{field.Name}-error"] : Array.Empty<string>(), .. field.Hint.Length > 0 ? [$"{field.Name}-hint"] : Array.Empty<string>()];
        return Html.Of($"""{Html.If(ids.Length > 0, $""" aria-describedby="{string.Join(' ', ids)}" """)}{Html.If(isWrong, $""" aria-invalid="true" """)}""");
    }
}

/// <summary>A field of a form.</summary>
/// <param name="Name">Its name and id.</param>
/// <param name="Label">What it is for.</param>
/// <param name="Value">What is in it.</param>
internal sealed record ConsoleField(string Name, string Label, string Value = "")
{
    /// <summary>text, search, email, password or file.</summary>
    public string Type { get; init; } = "text";

    /// <summary>What one should know when filling it in.</summary>
    public string Hint { get; init; } = "";

    /// <summary>What browsers may put there; nothing, because it is about others.</summary>
    public string Autocomplete { get; init; } = "off";

    /// <summary>Whether it must be filled in.</summary>
    public bool IsRequired { get; init; }
}
