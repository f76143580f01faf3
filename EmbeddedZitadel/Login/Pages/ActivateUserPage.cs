using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Login.Pages;

/// <summary>Whoever registered shows by a mailed code that the address is theirs.</summary>
internal static class ActivateUserPage
{
    public static Html Render(PageContext page, Activation activation) => Layout.Card(page, page.Texts.ActivateUserTitle, Html.Of($"""
        <p>{page.Texts.ActivateUserDescription}</p>
        {Parts.MailsHint(page)}
        {Parts.Error(page)}
        {Parts.Form(page, LoginPaths.ActivateUser, Html.Of($"""
            <input type="hidden" name="userID" value="{activation.UserId}">
            <input type="hidden" name="loginName" value="{activation.LoginName}">
            <input type="hidden" name="passwordSet" value="{(activation.HasPassword ? "true" : "false")}">
            <input type="hidden" name="orgID" value="{activation.OrganizationId}">
            {Parts.Field(page, new("code", page.Texts.Code, "one-time-code", "code-text-input") { Value = activation.Code, Autofocus = true })}
            {(activation.HasPassword ? Html.None : Parts.NewPassword(page))}
            <div class="actions">
              {Parts.NextButton(page, "init-button", "resend", "false")}
              <button name="resend" value="true" data-testid="resend-button" formnovalidate>{page.Texts.ResendCode}</button>
            </div>
            """))}
        """));

    public static Html RenderDone(PageContext page) => Layout.Card(page, page.Texts.UserActivatedTitle, Html.Of($"""
        <p class="done">{page.Texts.UserActivated}</p>
        {Parts.Form(page, LoginPaths.Login, Html.Of($"""
            <div class="actions">
              {Parts.NextButton(page)}
              {(page.AuthRequestId is { } id
                  ? Html.Of($"""<a class="button" href="{LoginPaths.Of(LoginPaths.LoginName, id)}">{page.Texts.Cancel}</a>""")
                  : Html.None)}
            </div>
            """))}
        """));
}

/// <summary>A user who is to be activated.</summary>
internal sealed record Activation(string UserId, string LoginName, string OrganizationId, bool HasPassword, string Code);
