using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Users;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.Console;

/// <summary>A browser that runs no scripts: keeps cookies, follows redirects, and fills in forms as HTML says browsers do.</summary>
internal sealed class ConsoleBrowser : IDisposable
{
    private readonly ConsoleServer _server;
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    public ConsoleBrowser(ConsoleServer server)
    {
        _server = server;
        Url = new Uri(server.Issuer);
        _http = new(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false, UseProxy = false });
    }

    /// <summary>Where the browser is.</summary>
    public Uri Url { get; private set; }

    /// <summary>The page that is open.</summary>
    public IHtmlDocument Page { get; private set; } = null!;

    /// <summary>The answer behind it.</summary>
    public HttpResponseMessage Response { get; private set; } = null!;

    /// <summary>The bytes of the answer.</summary>
    public byte[] Body { get; private set; } = [];

    public string Title => Page.QuerySelector("h1")!.TextContent;

    public string? Notice => Text("notice");

    public string? Problem => Page.QuerySelector("[data-testid=problem] p:not(.error-id)")?.TextContent.Trim();

    public string? ProblemId => Page.QuerySelector("[data-testid=problem] .error-id")?.TextContent;

    public CookieCollection Cookies => _cookies.GetAllCookies();

    /// <summary>What stands at a test id.</summary>
    public string? Text(string testId) => Page.QuerySelector($"[data-testid={testId}]")?.TextContent.Trim();

    /// <summary>The token that the forms of the page carry.</summary>
    public string FormToken => Page.QuerySelector("input[name='gorilla.csrf.Token']")!.GetAttribute("value")!;

    /// <summary>What stands beside a field as its error.</summary>
    public string? ErrorAt(string field) => Page.GetElementById($"{field}-error")?.TextContent;

    /// <summary>What is in a field.</summary>
    public string ValueOf(string field) => Page.GetElementById(field) switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value!,
        IHtmlInputElement input => input.Value,
        _ => throw new InvalidOperationException($"The page has no field {field}."),
    };

    public async Task SignIn(User user)
    {
        await SignInAtLogin(user);
        await Open("/ui/console");
    }

    /// <summary>Signs in at the login pages; the console does not know of it yet.</summary>
    public async Task SignInAtLogin(User user)
    {
        await Open("/ui/login/logout/done");
        var cookie = Cookies[BrowserAgentCookie.Name]!.Value;
        if (!_server.Services.GetRequiredService<OpaqueTokens>().TryRead(TokenKind.BrowserAgent, cookie, out var agent))
            throw new InvalidOperationException("The cookie is not the server's.");
        _server.Services.GetRequiredService<BrowserSessionCommands>().PasswordChecked(agent, user.Id);
    }

    public Task Open(string path) => Send(HttpMethod.Get, new Uri(Url, path), null);

    /// <summary>Opens an address without following where it leads.</summary>
    public async Task<HttpResponseMessage> Peek(string path) => await _http.GetAsync(new Uri(Url, path));

    /// <summary>Sends a form and tells where it leads, without going there.</summary>
    public async Task<string> Leave(Uri url, HttpContent content)
    {
        using var response = await _http.PostAsync(url, content);
        return response.Headers.Location!.ToString();
    }

    /// <summary>Presses the button with the test id; before, fills in its form.</summary>
    public Task Press(string testId, params (string Name, string Value)[] fields) => Press(testId, null, fields);

    /// <summary>The same with a file.</summary>
    public Task Press(string testId, byte[]? file, params (string Name, string Value)[] fields) =>
        Send(Page.QuerySelector<IHtmlButtonElement>($"button[data-testid={testId}]")!, file, fields);

    /// <summary>The same with a button of a row.</summary>
    public Task PressIn(string row, string testId) => Send(Page.QuerySelector<IHtmlButtonElement>($"{row} button[data-testid={testId}]")!, null, []);

    /// <summary>Sends a request; with <paramref name="asksFirst"/> the body only when the server wants it (100 Continue).</summary>
    public async Task Send(HttpMethod method, Uri url, HttpContent? content, string? origin = null, bool asksFirst = false)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        request.Headers.ExpectContinue = asksFirst;
        if (method == HttpMethod.Post)
            request.Headers.Add("Origin", origin ?? Url.GetLeftPart(UriPartial.Authority));
        Response = await _http.SendAsync(request);
        Url = url;
        if (Response.Headers.Location is { } location && new Uri(url, location) is var target && target.Authority == url.Authority)
        {
            await Send(HttpMethod.Get, target, null);
            return;
        }

        Body = await Response.Content.ReadAsByteArrayAsync();
        Page = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(Body));
    }

    private Task Send(IHtmlButtonElement button, byte[]? file, (string Name, string Value)[] fields)
    {
        var form = button.Form!;
        var sent = fields.ToDictionary(field => field.Name, field => field.Value);
        foreach (var element in form.Elements)
        {
            var (name, value) = element switch
            {
                IHtmlInputElement { Type: "checkbox", IsChecked: false } or IHtmlInputElement { Type: "file" } => ("", ""),
                IHtmlInputElement input => (input.Name!, input.Value),
                IHtmlTextAreaElement area => (area.Name!, area.Value),
                IHtmlSelectElement select => (select.Name!, select.Value!),
                _ => ("", ""),
            };
            if (name.Length > 0)
                sent.TryAdd(name, value);
        }

        // An unticked box is sent as nothing; tests say so by an empty value. Line breaks are normalised.
        var pairs = sent.Where(field => form.Elements[field.Key] is not IHtmlInputElement { Type: "checkbox" } || field.Value.Length > 0)
            .Select(field => KeyValuePair.Create(field.Key, WithCrLf(field.Value)));
        HttpContent content = form.Enctype == "multipart/form-data" ? Multipart(pairs, file) : new FormUrlEncodedContent(pairs);
        return Send(HttpMethod.Post, new Uri(Url, form.GetAttribute("action")), content);
    }

    private static string WithCrLf(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);

    private static MultipartFormDataContent Multipart(IEnumerable<KeyValuePair<string, string>> pairs, byte[]? file)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in pairs)
            content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(file ?? []), "file", file is null ? "\"\"" : "value.bin");
        return content;
    }

    public void Dispose()
    {
        _http.Dispose();
        Response?.Dispose();
    }
}
