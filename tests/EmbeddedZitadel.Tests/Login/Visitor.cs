using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.Login;

/// <summary>A person with a browser that runs no scripts: keeps cookies, fills in forms, follows redirects as long as they lead to login pages.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly LoginServer _server;
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;
    private Uri _url;

    public Visitor(LoginServer server, string acceptLanguage = "en")
    {
        _server = server;
        _url = new Uri(server.Issuer);
        _http = new(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false });
        _http.DefaultRequestHeaders.Add("Accept-Language", acceptLanguage);
    }

    /// <summary>The page that is open.</summary>
    public IHtmlDocument Page { get; private set; } = null!;

    /// <summary>The answer behind it.</summary>
    public HttpResponseMessage Response { get; private set; } = null!;

    public string Title => Page.QuerySelector("h1")!.TextContent;

    public string? Error => Page.QuerySelector("p.lgn-error-message")?.TextContent;

    public string? ErrorId => Page.QuerySelector("div.lgn-error")?.GetAttribute("title");

    /// <summary>Whether to go on at the callback, to the application; a login that no application began has none.</summary>
    public bool FollowsCallbacks { get; init; }

    /// <summary>Where the browser was last sent to that it did not go to: the callback, or the application.</summary>
    public string? Left { get; private set; }

    /// <summary>The id by which the server knows this browser.</summary>
    public string AgentId
    {
        get
        {
            var cookie = _cookies.GetAllCookies()[BrowserAgentCookie.Name]!;
            return _server.Services.GetRequiredService<OpaqueTokens>().TryRead(TokenKind.BrowserAgent, cookie.Value, out var id)
                ? id : throw new InvalidOperationException("The cookie is not the server's.");
        }
    }

    /// <summary>Starts a login, as the authorization endpoint does.</summary>
    public async Task<AuthRequest> Begin(Func<AuthRequest, AuthRequest>? change = null)
    {
        if (_cookies.Count == 0)
            await Open("/ui/login/logout/done");
        var request = _server.Begin(AgentId, change);
        await Open($"/ui/login/login?authRequestID={request.Id}");
        return request;
    }

    public Task Open(string path) => Send(HttpMethod.Get, new Uri(_url, path), null);

    /// <summary>Fills in the form that has these fields and sends it by its button, or by the named one.</summary>
    public Task Submit(string? press = null, string? value = null, params (string Name, string Value)[] fields)
    {
        var form = Page.Forms.Single(f => fields.All(field => f.Elements[field.Name] is not null));
        var content = form.Elements.OfType<IHtmlInputElement>().Where(input => fields.All(field => field.Name != input.Name))
            .Select(input => (input.Name!, input.Value)).Concat(fields).ToList();
        if (press is not null)
            content.Add((press, value!));
        return Send(HttpMethod.Post, new Uri(_url, form.GetAttribute("action")), content);
    }

    public Task Submit(params (string Name, string Value)[] fields) => Submit(null, null, fields);

    public async Task Send(HttpMethod method, Uri url, IEnumerable<(string Name, string Value)>? fields, string? origin = null)
    {
        Left = null;
        _server.Clock.Advance(TimeSpan.FromSeconds(1)); // people take their time
        using var request = new HttpRequestMessage(method, url);
        if (fields is not null)
            request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        request.Headers.Add("Origin", origin ?? _url.GetLeftPart(UriPartial.Authority));
        Response = await _http.SendAsync(request);
        _url = url;
        if (Response.Headers.Location is { } location)
        {
            var target = new Uri(url, location);
            if (target.Authority == url.Authority && (FollowsCallbacks || target.AbsolutePath.StartsWith("/ui/login", StringComparison.Ordinal)))
                await Send(HttpMethod.Get, target, null);
            else
                Left = target.Authority == url.Authority ? target.PathAndQuery : target.OriginalString;
        }
        else
        {
            Page = new HtmlParser().ParseDocument(await Response.Content.ReadAsStringAsync());
        }
    }

    public async Task SignIn(string loginName, string password = LoginServer.Password)
    {
        await Submit(("loginName", loginName));
        await Submit(("password", password));
    }

    public void Dispose()
    {
        _http.Dispose();
        Response?.Dispose();
    }
}
