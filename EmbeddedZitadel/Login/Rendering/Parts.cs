using EmbeddedZitadel.Login.Texts;

namespace EmbeddedZitadel.Login.Rendering;

/// <summary>The parts that pages share: forms, fields, buttons, errors.</summary>
internal static class Parts
{
    private const string ErrorId = "error";

    /// <summary>A form with what every form carries: the CSRF token and the login it belongs to.</summary>
    public static Html Form(PageContext page, string action, Html content) => Html.Of($"""
        <form action="{action}" method="post">
          <input type="hidden" name="{FormProtection.FieldName}" value="{page.CsrfToken}">
          {Html.If(page.AuthRequestId is not null, $"""<input type="hidden" name="authRequestID" value="{page.AuthRequestId}">""")}
          {content}
        </form>
        """);

    /// <summary>A field with its label. The id is the name, as on ZITADEL's pages.</summary>
    public static Html Field(PageContext page, Field field) => Html.Of($"""
        <div class="field">
          <label for="{field.Name}">{field.Label}</label>
          <input id="{field.Name}" name="{field.Name}" type="{field.Type}" value="{field.Value}" autocomplete="{field.Autocomplete}"
            placeholder="{field.Placeholder}" data-testid="{field.TestId}" required{Html.If(field.Autofocus, $" autofocus")}{Html.If(
                page.Error is not null, $""" aria-describedby="{ErrorId}" """)}>
        </div>
        """);

    /// <summary>What went wrong: ZITADEL's markup with its error id as the title, read out by screen readers.</summary>
    public static Html Error(PageContext page) => page.Error is not { } error ? Html.None : Html.Of($"""
        <div class="lgn-error" title="{error.Id}" role="alert">
          <p id="{ErrorId}" class="lgn-error-message" data-testid="error">{page.Texts.SentenceOf(error)}</p>
          {Html.If(error.Id.Length > 0, $"""<p class="error-id">{error.Id}</p>""")}
        </div>
        """);

    /// <summary>The button that goes on. It comes first in the form, so that the Enter key presses it.</summary>
    public static Html NextButton(
        PageContext page, string id = "submit-button", string? name = null, string? value = null, string? label = null) => Html.Of($"""
        <button type="submit" id="{id}" data-testid="submit-button" class="primary"{Html.If(name is not null,
            $""" name="{name}" value="{value}" """)}>{label ?? page.Texts.Next}</button>
        """);

    /// <summary>Who the page is about.</summary>
    public static Html Person(Person person) => Html.Of($"""<p class="person">{PersonContent(person)}</p>""");

    /// <summary>Initials, name and login name, and perhaps more about the person.</summary>
    public static Html PersonContent(Person person, Html more = default) => Html.Of($"""
        <span class="avatar" aria-hidden="true">{InitialsOf(person.DisplayName)}</span>
        <span class="names"><span class="name">{person.DisplayName}</span> <span class="login-name">{person.LoginName}</span> {more}</span>
        """);

    /// <summary>With which user one may sign in, where that is no secret.</summary>
    public static Html SignInHint(PageContext page) => Html.If(!string.IsNullOrEmpty(page.SignInHint), $"""
        <p class="hint" data-testid="sign-in-hint">{page.Texts.SignInHint} <code>{page.SignInHint}</code></p>
        """);

    /// <summary>Where to read the mail that the page speaks of.</summary>
    public static Html MailsHint(PageContext page) => Html.If(page.ShowsMails, $"""
        <p class="hint">{page.Texts.MailsHint} <a href="{LoginPaths.Mails}">{LoginPaths.Mails}</a></p>
        """);

    /// <summary>A new password, twice, on the pages that a mailed code opens.</summary>
    public static Html NewPassword(PageContext page) => Html.Of($"""
        {Field(page, new("password", page.Texts.NewPassword, "new-password", "password-set-text-input") { Type = "password" })}
        {Field(page, new("passwordconfirm", page.Texts.PasswordConfirmation, "new-password", "password-set-confirm-text-input") { Type = "password" })}
        {PasswordRules(page, "password", "passwordconfirm")}
        """);

    /// <summary>The rules for a new password. Browsers with JavaScript tick them off while one types.</summary>
    public static Html PasswordRules(PageContext page, string passwordField, string confirmationField) => Html.Of($"""
        <div class="rules" data-password="{passwordField}" data-confirmation="{confirmationField}">
          <p>{page.Texts.PasswordMustHave}</p>
          <ul>
            <li id="minlength" data-testid="length-check">{page.Texts.RuleMinLength}</li>
            <li id="maxlength">{page.Texts.RuleMaxLength}</li>
            <li id="uppercase" data-testid="uppercase-check">{page.Texts.RuleUppercase}</li>
            <li id="lowercase" data-testid="lowercase-check">{page.Texts.RuleLowercase}</li>
            <li id="number" data-testid="number-check">{page.Texts.RuleNumber}</li>
            <li id="symbol" data-testid="symbol-check">{page.Texts.RuleSymbol}</li>
            <li id="confirmation" data-testid="equal-check">{page.Texts.RuleConfirmation}</li>
          </ul>
        </div>
        <script src="{Assets.PasswordRulesPath}" defer></script>
        """);

    private static string InitialsOf(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var initials = words.Length > 1 ? new[] { words[0], words[^1] } : words;
        return string.Concat(initials.Select(word => word.EnumerateRunes().First().ToString())).ToUpperInvariant();
    }
}

/// <summary>A field of a form.</summary>
/// <param name="Name">Its name and id, ZITADEL's.</param>
/// <param name="Label">What it is for.</param>
/// <param name="Autocomplete">What password managers and browsers put there.</param>
/// <param name="TestId">The <c>data-testid</c> that the same field has in ZITADEL's Login V2.</param>
internal sealed record Field(string Name, string Label, string Autocomplete, string TestId)
{
    /// <summary>text, password or email.</summary>
    public string Type { get; init; } = "text";

    /// <summary>What is in it already.</summary>
    public string Value { get; init; } = "";

    /// <summary>An example.</summary>
    public string Placeholder { get; init; } = "";

    /// <summary>Whether one can type right away.</summary>
    public bool Autofocus { get; init; }
}

/// <summary>How a person is shown.</summary>
internal sealed record Person(string DisplayName, string LoginName);
