using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Login.Pages;

/// <summary>An administrator wants the user to choose a password of their own.</summary>
internal static class ChangePasswordPage
{
    public static Html Render(PageContext page, Person person) => Layout.Card(page, page.Texts.ChangePasswordTitle, Html.Of($"""
        {Parts.Person(person)}
        <p>{page.Texts.ChangePasswordDescription}</p>
        {Parts.Error(page)}
        {Parts.Form(page, LoginPaths.ChangePassword, Html.Of($"""
            {Parts.Field(page, new("change-old-password", page.Texts.OldPassword, "current-password", "password-change-current-text-input")
            {
                Type = "password",
                Autofocus = true,
            })}
            {Parts.Field(page, new("change-new-password", page.Texts.NewPassword, "new-password", "password-change-text-input") { Type = "password" })}
            {Parts.Field(page, new("change-password-confirmation", page.Texts.PasswordConfirmation, "new-password", "password-change-confirm-text-input")
            {
                Type = "password",
            })}
            {Parts.PasswordRules(page, "change-new-password", "change-password-confirmation")}
            <div class="actions">
              {Parts.NextButton(page, "change-password-button", "resend", "false")}
              <a class="button" href="{LoginPaths.Of(LoginPaths.Login, page.AuthRequestId!)}">{page.Texts.Cancel}</a>
            </div>
            """))}
        """));

    public static Html RenderDone(PageContext page) => Layout.Card(page, page.Texts.ChangePasswordTitle, Html.Of($"""
        <p class="done">{page.Texts.PasswordChanged}</p>
        {Parts.Form(page, LoginPaths.Login, Html.Of($"""<div class="actions">{Parts.NextButton(page)}</div>"""))}
        """));
}
