using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace WebFrontend.Tests;

/// <summary>A browser without script: keeps cookies, follows redirects between WebFrontend (http://web.localhost) and ZITADEL, fills in forms.</summary>
sealed class Browser : IDisposable
{
    public const string Web = "http://web.localhost";
    public const string AddressHeader = "X-Test-Remote-Address";

    readonly Stack _stack;
    readonly CookieContainer _cookies;
    readonly HttpClient _network = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    public Browser(Stack stack, CookieContainer? cookies = null) => (_stack, _cookies) = (stack, cookies ?? new CookieContainer());

    /// <summary>Where it is.</summary>
    public string RemoteAddress { get; set; } = "127.0.0.1";

    public Uri Address { get; private set; } = new(Web);
    public HttpStatusCode Status { get; private set; }
    public HttpResponseMessage Response { get; private set; } = null!;
    public IDocument Page { get; private set; } = null!;
    public string Html { get; private set; } = "";
    public CookieCollection Cookies => _cookies.GetCookies(new Uri(Web));
    public List<Uri> History { get; } = [];
    public string Heading => Page.QuerySelector("h1")!.TextContent;

    public Task OpenAsync(string path) => SendAsync(HttpMethod.Get, new Uri(new Uri(Web), path), null);

    /// <summary>Another tab of this browser.</summary>
    public Browser NewTab() => new(_stack, _cookies);

    public async Task SignInAsync(string user = "road.runner", string path = "/metadata")
    {
        await OpenAsync(path);
        await LogInAsync(user);
    }

    /// <summary>From ZITADEL's login page on.</summary>
    public async Task LogInAsync(string user = "road.runner")
    {
        await SubmitAsync("form:has(input[name=loginName])", ("loginName", user));
        await SubmitAsync("form:has(input[name=password])", ("password", Stack.Password));
        if (Page.QuerySelector("button[name=skip]") is not null)
            await SubmitAsync("form:has(button[name=skip])", ("skip", "true"));
    }

    public Task ClickAsync(string link) => SendAsync(HttpMethod.Get, new Uri(Address, Page.QuerySelector(link)!.GetAttribute("href")), null);

    public async Task SubmitAsync(string selector, params (string Name, string Value)[] values)
    {
        var form = Page.QuerySelector<IHtmlFormElement>(selector) ?? throw new InvalidOperationException($"No {selector} at {Address}: {Html}");
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input[name]").Where(input => input.Type != "checkbox" || input.IsChecked)
            .Select(input => KeyValuePair.Create(input.Name!, input.Value)).Where(field => !values.Any(value => value.Name == field.Key));
        await SendAsync(HttpMethod.Post, new Uri(Address, form.GetAttribute("action")),
            new FormUrlEncodedContent([.. fields, .. values.Select(value => KeyValuePair.Create(value.Name, value.Value))]));
    }

    public async Task SendAsync(HttpMethod method, Uri address, HttpContent? content, int stopAfter = 20)
    {
        for (var hop = 0; ; hop++)
        {
            using var request = new HttpRequestMessage(method, address) { Content = content };
            if (_cookies.GetCookieHeader(address) is { Length: > 0 } cookies)
                request.Headers.Add("Cookie", cookies);
            if (address.Host == "web.localhost")
                request.Headers.Add(AddressHeader, RemoteAddress);
            if (method == HttpMethod.Post)
                request.Headers.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
            Response = address.Host == "web.localhost"
                ? await new HttpClient(_stack.Web.Server.CreateHandler()).SendAsync(request)
                : await _network.SendAsync(request);
            Address = address;
            History.Add(address);
            foreach (var cookie in Response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
                _cookies.SetCookies(address, cookie);
            if (Response.Headers.Location is not { } location || hop >= stopAfter)
                break;
            (method, address, content) = (HttpMethod.Get, new Uri(address, location), null);
        }
        Status = Response.StatusCode;
        Html = await Response.Content.ReadAsStringAsync();
        Page = await BrowsingContext.New(Configuration.Default).OpenAsync(response => response.Content(Html));
    }

    /// <summary>The text of the element with this test id.</summary>
    public string Text(string testId) => Page.QuerySelector($"[data-testid={testId}]")?.TextContent.Trim()
        ?? throw new InvalidOperationException($"No {testId} at {Address}: {Html}");

    /// <summary>Presses a button by its test id.</summary>
    public Task PressAsync(string testId, params (string Name, string Value)[] values) => SubmitAsync($"form:has([data-testid={testId}])", values);

    /// <summary>A row of the table, for example <c>MTIzNA 1234 | MTIzNA 1234 | MTIzNA 1234 | yes</c>.</summary>
    public string Row(string key) => string.Join(" | ", Page.QuerySelectorAll("[data-testid=metadata] tr")
        .Single(row => row.GetAttribute("data-key") == key).QuerySelectorAll("td").Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));

    public void Dispose() => _network.Dispose();
}
