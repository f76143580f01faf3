using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Login.Pages;

/// <summary>The address of a user whom an administrator made is not verified yet.</summary>
internal static class VerifyEmailPage
{
    public static Html Render(PageContext page, string userId, string code, bool hasPassword) => Layout.Card(page, page.Texts.VerifyEmailTitle, Html.Of($"""
        <p>{page.Texts.VerifyEmailDescription}</p>
        {Parts.MailsHint(page)}
        {Parts.Error(page)}
        {Parts.Form(page, LoginPaths.VerifyEmail, Html.Of($"""
            <input type="hidden" name="userID" value="{userId}">
            {Parts.Field(page, new("code", page.Texts.Code, "one-time-code", "code-text-input") { Value = code, Autofocus = true })}
            {(hasPassword ? Html.None : Parts.NewPassword(page))}
            <div class="actions">
              {Parts.NextButton(page, "submit-button", "resend", "false")}
              <button name="resend" value="true" data-testid="resend-button" formnovalidate>{page.Texts.ResendCode}</button>
            </div>
            """))}
        """));

    public static Html RenderDone(PageContext page) => Layout.Card(page, page.Texts.EmailVerifiedTitle, Html.Of($"""
        <p class="done">{page.Texts.EmailVerified}</p>
        {Parts.Form(page, LoginPaths.Login, Html.Of($"""<div class="actions">{Parts.NextButton(page)}</div>"""))}
        """));
}
