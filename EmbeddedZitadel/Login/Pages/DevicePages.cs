using EmbeddedZitadel.Login.Rendering;

namespace EmbeddedZitadel.Login.Pages;

/// <summary>A device that has no browser of its own is signed in here (RFC 8628).</summary>
internal static class DevicePages
{
    public static Html EnterCode(PageContext page) => Layout.Card(page, page.Texts.DeviceTitle, Html.Of($"""
        <p>{page.Texts.DeviceCodeDescription}</p>
        {Parts.Error(page)}
        {Parts.Form(page, LoginPaths.Device, Html.Of($"""
            {Parts.Field(page, new("user_code", page.Texts.Code, "off", "code-text-input") { Placeholder = "ABCD-EFGH", Autofocus = true })}
            <div class="actions">{Parts.NextButton(page)}</div>
            """))}
        """));

    public static Html AllowOrDeny(PageContext page, Person person, string application, IEnumerable<string> scopes) => Layout.Card(
        page, page.Texts.DeviceTitle, Html.Of($"""
        {Parts.Person(person)}
        <p>{page.Texts.DeviceActionDescription}</p>
        <dl>
          <dt>{page.Texts.DeviceApplication}</dt>
          <dd>{application}</dd>
          <dt>{page.Texts.DeviceScopes}</dt>
          {scopes.Select(scope => Html.Of($"<dd><code>{scope}</code></dd>"))}
        </dl>
        {Parts.Form(page, LoginPaths.DeviceAction, Html.Of($"""
            <div class="actions">
              <button type="submit" class="primary" formaction="./allowed" data-testid="submit-button">{page.Texts.DeviceAllow}</button>
              <button type="submit" formaction="./denied" data-testid="deny-button">{page.Texts.DeviceDeny}</button>
            </div>
            """))}
        """));

    public static Html Approved(PageContext page) => Layout.Card(page, page.Texts.DeviceTitle, Html.Of($"""<p class="done">{page.Texts.DeviceApproved}</p>"""));

    // ZITADEL shows a denial as an error.
    public static Html Denied(PageContext page) => Layout.Card(page, page.Texts.DeviceTitle, Html.Of($"""
        <div class="lgn-error" role="alert"><p class="lgn-error-message" data-testid="error">{page.Texts.DeviceDenied}</p></div>
        """));
}
