using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Login.Pages;

/// <summary>Which of you?</summary>
internal static class SelectAccountPage
{
    public static Html Render(PageContext page, IEnumerable<Account> accounts) => Layout.Card(page, page.Texts.SelectAccountTitle, Html.Of($"""
        <p>{page.Texts.SelectAccountDescription}</p>
        {Parts.Error(page)}
        {Parts.Form(page, LoginPaths.UserSelection, Html.Of($"""
            <ul class="accounts">
              {accounts.Select(account => Html.Of($"""
                <li>
                  <button type="submit" name="userID" value="{account.UserId}">
                    {Parts.PersonContent(account.Person, Html.If(!account.IsSignedIn, $"""<span class="badge">{page.Texts.SignedOut}</span>"""))}
                  </button>
                </li>
                """))}
              <li>
                <button type="submit" name="userID" value="0">
                  <span class="avatar" aria-hidden="true">+</span>
                  <span class="name">{page.Texts.OtherUser}</span>
                </button>
              </li>
            </ul>
            """))}
        """));
}

/// <summary>Somebody who has signed in in this browser.</summary>
internal sealed record Account(string UserId, Person Person, bool IsSignedIn);
