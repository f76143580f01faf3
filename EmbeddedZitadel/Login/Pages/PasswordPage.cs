using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Login.Pages;

/// <summary>Is it you?</summary>
internal static class PasswordPage
{
    public static Html Render(PageContext page, Person person, string typedLoginName) => Layout.Card(page, page.Texts.Password, Html.Of($"""
        {Parts.Person(person)}
        {Parts.Error(page)}
        {Parts.Form(page, LoginPaths.Password, Html.Of($"""
            <input class="hidden" type="text" name="loginName" value="{typedLoginName}" autocomplete="username" tabindex="-1" aria-hidden="true" readonly>
            {Parts.Field(page, new("password", page.Texts.Password, "current-password", "password-text-input") { Type = "password", Autofocus = true })}
            <p><a href="{LoginPaths.Of(LoginPaths.PasswordReset, page.AuthRequestId!)}" data-testid="reset-button">{page.Texts.ResetPassword}</a></p>
            <div class="actions">
              {Parts.NextButton(page)}
              <a class="button" href="{LoginPaths.Of(LoginPaths.LoginName, page.AuthRequestId!)}">{page.Texts.Back}</a>
            </div>
            """))}
        {Parts.SignInHint(page)}
        """));
}
