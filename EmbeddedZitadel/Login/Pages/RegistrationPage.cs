using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Login.Pages;

/// <summary>New here?</summary>
internal static class RegistrationPage
{
    public static Html Render(PageContext page, Typed typed) => Layout.Card(page, page.Texts.RegistrationTitle, Html.Of($"""
        <p>{page.Texts.RegistrationDescription}</p>
        {Parts.Error(page)}
        {Parts.Form(page, LoginPaths.Register, Html.Of($"""
            <input type="hidden" name="language" value="{typed.Language}">
            <div class="columns">
              {Parts.Field(page, new("firstname", page.Texts.FirstName, "given-name", "firstname-text-input") { Value = typed.FirstName, Autofocus = true })}
              {Parts.Field(page, new("lastname", page.Texts.LastName, "family-name", "lastname-text-input") { Value = typed.LastName })}
            </div>
            {Parts.Field(page, new("email", page.Texts.Email, "email", "email-text-input") { Type = "email", Value = typed.Email })}
            {Parts.Field(page, new("register-password", page.Texts.Password, "new-password", "password-text-input") { Type = "password" })}
            {Parts.Field(page, new("register-password-confirmation", page.Texts.PasswordConfirmation, "new-password", "password-confirm-text-input")
            {
                Type = "password",
            })}
            {Parts.PasswordRules(page, "register-password", "register-password-confirmation")}
            <div class="actions">
              {Parts.NextButton(page, "register-button")}
              {(page.AuthRequestId is { } id
                  ? Html.Of($"""<a class="button" id="back" href="{LoginPaths.Of(LoginPaths.LoginName, id)}">{page.Texts.Back}</a>""")
                  : Html.None)}
            </div>
            """))}
        """));

    /// <summary>What a person who registers typed; passwords are not given back.</summary>
    internal sealed record Typed(string FirstName, string LastName, string Email, string Language);
}
