using System.Net;
using System.Text;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Tests.Console;

[Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class Metadata_in_the_console
{
    private ConsoleServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public ValueTask Stop() => _server.DisposeAsync();

    [TestCase("1234")]
    [TestCase("<script>alert(1)</script>")]
    [TestCase("</textarea><img src=x onerror=alert(1)>")]
    [TestCase("\"' onmouseover=alert(1) &amp; &lt;")]
    [TestCase("\n\nlines\n\tand tabs\n")]
    [TestCase("Beep beep! 💨 👩‍👩‍👧")]
    [TestCase("مرحبا \u202eevil\u202c שלום")]
    public async Task Keeps_text_to_the_letter_and_shows_it_as_text(string text)
    {
        var (user, browser) = await Open();
        using var _ = browser;
        await browser.Press("add", ("key", "key"), ("text", text));
        Assert.That(browser.Notice, Is.EqualTo("The metadata is added."));
        Assert.That(ValueOf(user, "key"), Is.EqualTo(Encoding.UTF8.GetBytes(text)));
        Assert.That(browser.Page.QuerySelector("tr[data-key=key] .decoded")!.TextContent, Is.EqualTo(text.Replace('\t', '␉')));
        Assert.That(browser.Page.QuerySelector("tr[data-key=key] .raw")!.TextContent, Is.EqualTo(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))));

        await browser.Open(browser.Page.QuerySelector("[data-testid=change]")!.GetAttribute("href")!);
        await browser.Press("save");
        Assert.That(ValueOf(user, "key"), Is.EqualTo(Encoding.UTF8.GetBytes(text)), "saved as it stood in the form, it is the same");
        Assert.That(browser.Page.QuerySelectorAll("script, img"), Is.Empty);
    }

    [TestCase("<b>key</b>")]
    [TestCase("a/b?c=d&e=f#g %41 +")]
    [TestCase("line\nbreak\ttab\u0001")]
    [TestCase("schlüssel 🔑 مفتاح")]
    public async Task Takes_any_key_through_its_whole_life(string key)
    {
        var user = With((key, "1"u8.ToArray()));
        using var browser = await _server.SignedIn();
        await browser.Open($"/ui/console/users/{user.Id}?id=metadata");
        await browser.Open(browser.Page.QuerySelector("[data-testid=change]")!.GetAttribute("href")!);
        await browser.Press("save", ("text", "2"));
        Assert.That(ValueOf(user, key), Is.EqualTo("2"u8.ToArray()));

        await browser.PressIn("tr", "delete");
        Assert.That((browser.Notice, _server.Store.Current.Users.Find(user.Id)!.Metadata), Is.EqualTo(("The metadata is deleted.", user.Metadata.Clear())));
    }

    [Test]
    public async Task Takes_a_file_instead_of_the_text()
    {
        var (user, browser) = await Open();
        using var _ = browser;
        byte[] bytes = [0xff, 0x00, 0xfe, 0x80, 0x0d, 0x0a];
        await browser.Press("add", bytes, ("key", "fingerprint"), ("text", "not this"));
        Assert.That(ValueOf(user, "fingerprint"), Is.EqualTo(bytes));
        Assert.That(browser.Page.QuerySelector("tr[data-key=fingerprint] .decoded")!.TextContent, Is.EqualTo("no text"));

        await browser.Open(browser.Page.QuerySelector("[data-testid=change]")!.GetAttribute("href")!);
        Assert.That(browser.ValueOf("text"), Is.Empty, "a form could not give it back");
        await browser.Open(browser.Page.QuerySelector("[data-testid=download]")!.GetAttribute("href")!);
        Assert.That(browser.Body, Is.EqualTo(bytes));
        Assert.That(browser.Response.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
    }

    [TestCase("\u0000\u0001\u001b[31m\u007f", "␀␁␛[31m␡")]
    [TestCase("\u0085\u009f", "␦␦")]
    public async Task Shows_control_characters_as_pictures_and_gives_no_form_a_chance_to_change_them(string text, string shown)
    {
        var user = With(("key", Encoding.UTF8.GetBytes(text)));
        using var browser = await _server.SignedIn();
        await browser.Open($"/ui/console/users/{user.Id}?id=metadata");
        Assert.That(browser.Page.QuerySelector("tr[data-key=key] .decoded")!.TextContent, Is.EqualTo(shown));

        await browser.Open($"/ui/console/users/{user.Id}/metadata?key=key");
        Assert.That(browser.ValueOf("text"), Is.Empty);
        await browser.Press("save");
        Assert.That(browser.ErrorAt("text"), Does.StartWith("ZITADEL keeps no empty values"));
        Assert.That(ValueOf(user, "key"), Is.EqualTo(Encoding.UTF8.GetBytes(text)));
    }

    [Test]
    public async Task Takes_500_000_bytes_as_a_file_and_as_text_and_shows_the_beginning()
    {
        var (user, browser) = await Open();
        using var _ = browser;
        var text = string.Concat(Enumerable.Repeat("<💨>\n", 500_000 / 7)) + "abcd";
        await browser.Press("add", Encoding.UTF8.GetBytes(text), ("key", "file"));
        await browser.Press("add", ("key", "text"), ("text", text));
        Assert.That(ValueOf(user, "file"), Has.Length.EqualTo(500_000).And.EqualTo(ValueOf(user, "text")));
        Assert.That(browser.Page.QuerySelectorAll(".rest").Select(rest => rest.TextContent), Is.All.EqualTo("500\u00a0000 bytes").And.Exactly(2).Items);
        Assert.That(browser.Body, Has.Length.LessThan(20_000));

        await browser.Open($"/ui/console/users/{user.Id}/metadata?key=text");
        Assert.That(browser.ValueOf("text"), Is.EqualTo(text), "there it is whole");
    }

    [Test]
    public async Task Refuses_a_file_that_is_too_large_and_keeps_what_was_typed()
    {
        var (user, browser) = await Open();
        using var _ = browser;
        await browser.Press("add", new byte[500_001], ("key", "photo"), ("text", "<my text>"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(browser.Response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(browser.ErrorAt("file"), Is.EqualTo("The file has 500\u00a0001 bytes, and ZITADEL takes 500\u00a0000 at most."));
            Assert.That((browser.ValueOf("key"), browser.ValueOf("text")), Is.EqualTo(("photo", "<my text>")));
            Assert.That(_server.Store.Current.Users.Find(user.Id)!.Metadata, Is.Empty);
        }
    }

    [Test]
    public async Task Says_what_to_do_about_a_file_that_is_larger_than_anything_that_is_read()
    {
        var (user, browser) = await Open();
        using var _ = browser;
        using var content = new ByteArrayContent(new byte[33 << 20]);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        await browser.Send(HttpMethod.Post, new Uri(browser.Url, $"/ui/console/users/{user.Id}/metadata/add"), content, asksFirst: true);

        Assert.That((browser.Response.StatusCode, browser.Title), Is.EqualTo((HttpStatusCode.RequestEntityTooLarge, "Too large")));
        Assert.That(browser.Problem, Does.Contain("500\u00a0000").And.Contain("go back with your browser"));
    }

    [Test]
    public async Task Refuses_a_text_that_is_too_large_and_keeps_it()
    {
        var user = With(("key", "before"u8.ToArray()));
        using var browser = await _server.SignedIn();
        await browser.Open($"/ui/console/users/{user.Id}/metadata?key=key");
        var text = new string('é', 250_001);
        await browser.Press("save", ("text", text));
        Assert.That(browser.ErrorAt("text"), Is.EqualTo("The text has 500\u00a0002 bytes, and ZITADEL takes 500\u00a0000 at most."));
        Assert.That(browser.ValueOf("text"), Is.EqualTo(text));
        Assert.That(ValueOf(user, "key"), Is.EqualTo("before"u8.ToArray()));
    }

    [Test]
    public async Task Refuses_a_key_that_is_there_so_that_nothing_is_overwritten_by_mistake()
    {
        var user = With(("key", "before"u8.ToArray()));
        using var browser = await _server.SignedIn();
        await browser.Open($"/ui/console/users/{user.Id}?id=metadata");
        await browser.Press("add", ("key", "key"), ("text", "after"));
        Assert.That(browser.ErrorAt("key"), Does.StartWith("The user has this key already"));
        Assert.That(ValueOf(user, "key"), Is.EqualTo("before"u8.ToArray()));
    }

    [TestCase(201, "Value length must be at most 200 runes")]
    [TestCase(0, "Value length must be between 1 and 200 runes, inclusive")]
    public async Task Says_at_the_key_that_it_is_too_long_or_empty(int length, string error)
    {
        var (_, browser) = await Open();
        using var _1 = browser;
        await browser.Press("add", ("key", new string('k', length)), ("text", "value"));
        Assert.That(browser.ErrorAt("key"), Is.EqualTo(error));
        Assert.That((browser.ValueOf("key").Length, browser.ValueOf("text")), Is.EqualTo((length, "value")));
    }

    [Test]
    public async Task Is_listed_page_by_page()
    {
        var user = With([.. Enumerable.Range(1, 25).Select(number => ($"key{number:00}", "1"u8.ToArray()))]);
        using var browser = await _server.SignedIn();
        await browser.Open($"/ui/console/users/{user.Id}?id=metadata");
        Assert.That(browser.Page.QuerySelectorAll("tbody tr").Length, Is.EqualTo(20));
        await browser.Open(browser.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.That(browser.Page.QuerySelectorAll("tbody tr").Length, Is.EqualTo(5));
    }

    private async Task<(User User, ConsoleBrowser Browser)> Open()
    {
        var user = With();
        var browser = await _server.SignedIn();
        await browser.Open($"/ui/console/users/{user.Id}?id=metadata");
        return (user, browser);
    }

    private User With(params (string Key, byte[] Value)[] metadata) => _server.AddPerson(user => user with
    {
        Metadata = user.Metadata.SetItems(metadata.Select(one => KeyValuePair.Create(one.Key, new MetadataEntry([.. one.Value], user.Details)))),
    });

    private byte[] ValueOf(User user, string key) => [.. _server.Store.Current.Users.Find(user.Id)!.Metadata[key].Value];
}
