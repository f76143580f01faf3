using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Login.Pages;

/// <summary>The password is forgotten, or there never was one: a mailed code allows to set one.</summary>
internal static class ResetPasswordPage
{
    public static Html RenderSent(PageContext page, Person person) => Layout.Card(page, page.Texts.PasswordResetTitle, Html.Of($"""
        {Parts.Person(person)}
        <p>{page.Texts.PasswordResetDescription}</p>
        {Parts.MailsHint(page)}
        {Parts.Error(page)}
        {Parts.Form(page, LoginPaths.Login, Html.Of($"""<div class="actions">{Parts.NextButton(page)}</div>"""))}
        """));

    public static Html Render(PageContext page, string userId, string code) => Layout.Card(page, page.Texts.SetPasswordTitle, Html.Of($"""
        <p>{page.Texts.SetPasswordDescription}</p>
        {Parts.MailsHint(page)}
        {Parts.Error(page)}
        {Parts.Form(page, LoginPaths.SetPassword, Html.Of($"""
            <input type="hidden" name="userID" value="{userId}">
            {Parts.Field(page, new("code", page.Texts.Code, "one-time-code", "code-text-input") { Value = code, Autofocus = true })}
            {Parts.NewPassword(page)}
            <div class="actions">
              {Parts.NextButton(page, "init-button", "resend", "false")}
              <button name="resend" value="true" data-testid="resend-button" formnovalidate>{page.Texts.ResendCode}</button>
            </div>
            """))}
        """));

    public static Html RenderDone(PageContext page) => Layout.Card(page, page.Texts.PasswordSetTitle, Html.Of($"""
        <p class="done">{page.Texts.PasswordSet}</p>
        {Parts.Form(page, LoginPaths.Login, Html.Of($"""<div class="actions">{Parts.NextButton(page)}</div>"""))}
        """));
}
