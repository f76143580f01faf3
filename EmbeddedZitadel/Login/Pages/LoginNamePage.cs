using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Login.Pages;

/// <summary>Who are you?</summary>
internal static class LoginNamePage
{
    public static Html Render(PageContext page, string loginName) => Layout.Card(page, page.Texts.LoginTitle, Html.Of($"""
        <p>{page.Texts.LoginDescription}</p>
        {Parts.Error(page)}
        {Parts.Form(page, LoginPaths.LoginName, Html.Of($"""
            {Parts.Field(page, new("loginName", page.Texts.LoginName, "username", "username-text-input")
            {
                Value = loginName,
                Placeholder = page.Texts.LoginNamePlaceholder,
                Autofocus = true,
            })}
            <div class="actions">
              {Parts.NextButton(page)}
              <button name="register" value="true" data-testid="register-button" formnovalidate>{page.Texts.Register}</button>
            </div>
            """))}
        {Parts.SignInHint(page)}
        """));
}
