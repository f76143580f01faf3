using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Login.Pages;

/// <summary>Where logins and logouts end.</summary>
internal static class EndPages
{
    /// <summary>The login of a native application is over; the application gets the answer with the button.</summary>
    public static Html LoginSuccess(PageContext page, string? callback) => Layout.Card(page, page.Texts.LoginSuccessTitle, callback is null
        ? Html.Of($"""<p class="done">{page.Texts.LoginSuccessRedirected}</p>""")
        : Html.Of($"""
            <p class="done">{page.Texts.LoginSuccess}</p>
            {Parts.Form(page, callback, Html.Of($"""<div class="actions">{Parts.NextButton(page, "redirect-button")}</div>"""))}
            """));

    /// <summary>Everybody is signed out of this browser.</summary>
    public static Html LoggedOut(PageContext page) => Layout.Card(page, page.Texts.LoggedOutTitle, Html.Of($"""
        <p class="done">{page.Texts.LoggedOut}</p>
        {Parts.Form(page, LoginPaths.Login, Html.Of($"""<div class="actions">{Parts.NextButton(page, label: page.Texts.Login)}</div>"""))}
        """));

    /// <summary>The login cannot go on.</summary>
    public static Html Error(PageContext page) => Layout.Card(page, page.Texts.ErrorTitle, Html.Of($"""
        <p>{page.Texts.ErrorDescription}</p>
        {Parts.Error(page)}
        """));
}
