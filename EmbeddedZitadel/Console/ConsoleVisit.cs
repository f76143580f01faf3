using System.Text.Json.Nodes;
using EmbeddedZitadel.Administrators;
using EmbeddedZitadel.Console.Pages;
using EmbeddedZitadel.Hosting;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Login;
using EmbeddedZitadel.Login.Rendering;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Console;

/// <summary>One request to the console: what was sent, by which browser, and who is signed in there.</summary>
internal sealed class ConsoleVisit
{
    private const string TokenCookie = "zitadel.console", NoticeCookie = "zitadel.console.notice";

    private readonly IFormCollection? _form;
    private readonly ConsoleCaller _caller;

    private ConsoleVisit(HttpContext http, ConsoleServices services, IFormCollection? form, bool isTooLarge)
    {
        (Http, Services, _form, IsTooLarge) = (http, services, form, isTooLarge);
        AgentId = services.BrowserAgent.Identify(http);
        _caller = new(http.Request.Cookies[TokenCookie] ?? "", http.Request.Issuer());

        // The token of another application's sign-in, put into the cookie by whoever could, is none of the console's.
        var state = services.Store.Current;
        if (services.AccessTokens.Find(state, _caller.AccessToken, _caller.Issuer) is { Session: { } session } token
            && session.ClientId == state.Instance.ConsoleClientId)
            (User, SessionId) = (token.User, session.SessionId);
    }

    /// <summary>The request itself.</summary>
    public HttpContext Http { get; }

    /// <summary>What the console works with.</summary>
    public ConsoleServices Services { get; }

    /// <summary>The browser.</summary>
    public string AgentId { get; }

    /// <summary>Who is signed in, or null.</summary>
    public User? User { get; }

    /// <summary>The login session of whoever is signed in.</summary>
    public string? SessionId { get; }

    /// <summary>Whether the form was larger than anything that is read here.</summary>
    public bool IsTooLarge { get; }

    /// <summary>Whether whoever is signed in has a role in the instance or an organisation. What it allows, the API decides.</summary>
    public bool IsAdministrator => User is not null && Services.Store.Current.Administrators.By(Administrator.ByUser, User.Id).Any(administrator =>
        administrator.Resource is AdministeredResource.Instance or AdministeredResource.Organization);

    /// <summary>Reads the request. Nothing of its form is believed before <see cref="CheckForm"/>.</summary>
    public static async Task<ConsoleVisit> ReadAsync(HttpContext http, ConsoleServices services)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType)
            return new(http, services, null, isTooLarge: false);
        try
        {
            return new(http, services, await http.Request.ReadFormAsync(http.RequestAborted), isTooLarge: false);
        }
        catch (BadHttpRequestException unread) when (unread.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new(http, services, null, isTooLarge: true);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return new(http, services, null, isTooLarge: false); // no form: as if its token were missing
        }
    }

    /// <summary>A part of the path, a field of the form, or a parameter of the query; empty where it is not there. Of several the first counts.</summary>
    public string this[string name] =>
        Http.GetRouteValue(name) is string part ? part
        : _form?[name] is [{ } field, ..] ? field
        : Http.Request.Query[name] is [{ } parameter, ..] ? parameter : "";

    /// <summary>A line break of a form is two characters (https://html.spec.whatwg.org/#constructing-the-form-data-set); in ZITADEL it is to be one.</summary>
    public string Lines(string name) => this[name].Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>Whether a box is ticked.</summary>
    public bool IsTicked(string name) => this[name].Length > 0;

    /// <summary>A file of the form, or null where none was chosen.</summary>
    public IFormFile? File(string name) => _form?.Files.GetFile(name) is { } file && (file.Length > 0 || file.FileName.Length > 0) ? file : null;

    /// <summary>Checks that the form is ours.</summary>
    /// <exception cref="Errors.ZitadelError">It isn't.</exception>
    public void CheckForm() => FormProtection.Check(Http.Request, _form?[FormProtection.FieldName], Services.Tokens, AgentId);

    /// <summary>The token that a form of this page carries.</summary>
    public string FormToken => FormProtection.TokenFor(Services.Tokens, AgentId);

    /// <summary>Calls a method of the API as whoever is signed in.</summary>
    /// <exception cref="Errors.ZitadelError">It was refused.</exception>
    public JsonObject Call(string method, JsonObject? request = null) => Services.Api.Call(_caller, method, request ?? []);

    /// <summary>The rights of whoever is signed in, for a method.</summary>
    public Api.ApiCall RightsFor(string method) => Services.Api.RightsFor(_caller, method);

    /// <summary>Answers a page.</summary>
    public IResult Show(string title, Html content, FormProblem? problem = null, int status = StatusCodes.Status200OK) =>
        new HtmlResult(ConsoleLayout.Page(this, title, content, problem), problem is null ? status : StatusCodes.Status400BadRequest);

    /// <summary>A form did its work: leads to a page, which says so once, and shows a secret once where there is one.</summary>
    public IResult Done(string location, string sentence, string secret = "")
    {
        SetCookie(NoticeCookie, Services.Tokens.Write(TokenKind.Notice, $"{sentence}\n{secret}"));
        return new Redirection(location);
    }

    /// <summary>What the form before has to say, or null; it is said once.</summary>
    public (string Sentence, string Secret)? TakeNotice()
    {
        if (Http.Request.Cookies[NoticeCookie] is not { } cookie)
            return null;
        DeleteCookie(NoticeCookie);
        return Services.Tokens.TryRead(TokenKind.Notice, cookie, out var notice) && notice.Split('\n') is [var sentence, var secret]
            ? (sentence, secret)
            : null;
    }

    /// <summary>Keeps the access token of a sign-in: until the browser ends, the token does, or somebody signs out.</summary>
    public void Keep(string accessToken) => SetCookie(TokenCookie, accessToken);

    /// <summary>Forgets it.</summary>
    public void Forget() => DeleteCookie(TokenCookie);

    private void SetCookie(string name, string value) => Http.Response.Cookies.Append(name, value, Options());

    private void DeleteCookie(string name) => Http.Response.Cookies.Delete(name, Options());

    // Lax, so that links of other sites lead to the page; forms carry a token of their own.
    private CookieOptions Options() => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = Http.Request.OriginScheme() == "https",
        Path = ConsolePaths.Home,
        IsEssential = true,
    };
}
