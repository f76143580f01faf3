using System.Globalization;
using EmbeddedZitadel.Login.Rendering;
using EmbeddedZitadel.Mails;

namespace EmbeddedZitadel.Login.Pages;

/// <summary>The mails that a real ZITADEL would have sent, newest first. For whoever develops, so in English.</summary>
internal static class MailsPage
{
    public static Html Render(IReadOnlyList<Mail> mails) => Layout.Document("en", "Mails", Html.Of($"""
            <main class="card wide">
              <h1>Mails</h1>
              <p>EmbeddedZitadel sends no mail. What it would have sent is here, newest first, until it stops.</p>
              {Html.If(mails.Count == 0, $"<p>There is none yet. Register a user or reset a password, and look again.</p>")}
              <ul class="mails">
              {mails.Select(mail => Html.Of($"""
                <li>
                  <article>
                    <h2>{mail.Subject}</h2>
                    <dl>
                      <dt>To</dt><dd>{mail.To}</dd>
                      <dt>Sent</dt><dd>{mail.Sent.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}</dd>
                      <dt>Code</dt><dd><code>{mail.Code}</code></dd>
                    </dl>
                    <p>{mail.Text}</p>
                    {Html.If(mail.Link.Length > 0, $"""<p><a href="{mail.Link}">{mail.Link}</a></p>""")}
                  </article>
                </li>
                """))}
              </ul>
            </main>
        """));
}
