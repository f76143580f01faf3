using System.Diagnostics.CodeAnalysis;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Login.Pages;
using EmbeddedZitadel.Login.Rendering;
using EmbeddedZitadel.Login.Texts;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Login;

/// <summary>One request to the login pages: what was sent, by which browser, about which login.</summary>
internal sealed class LoginVisit
{
    private readonly IFormCollection? _form;

    private LoginVisit(HttpContext http, LoginServices services, IFormCollection? form)
    {
        (Http, Services, _form) = (http, services, form);
        AgentId = services.BrowserAgent.Identify(http);
    }

    /// <summary>The request itself.</summary>
    public HttpContext Http { get; }

    /// <summary>What the pages work with.</summary>
    public LoginServices Services { get; }

    /// <summary>The browser.</summary>
    public string AgentId { get; }

    /// <summary>The login in progress, or null where the visit names none.</summary>
    public AuthRequest? AuthRequest { get; private set; }

    /// <summary>Reads the request. Nothing of it is believed before <see cref="Check"/>.</summary>
    public static async Task<LoginVisit> ReadAsync(HttpContext http, LoginServices services)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType)
            return new(http, services, null);
        try
        {
            return new(http, services, await http.Request.ReadFormAsync(http.RequestAborted));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // Too many or too long fields, broken encoding, a multipart body that ends before its end: like a form that lacks its token.
            return new(http, services, null);
        }
    }

    /// <summary>A field of the form, or else of the query; empty where it is not there. Of several the first counts.</summary>
    public string this[string name] =>
        _form?[name] is [{ } field, ..] ? field : Http.Request.Query[name] is [{ } parameter, ..] ? parameter : "";

    /// <summary>Checks that the form is ours and the login this browser's.</summary>
    /// <exception cref="ZitadelError">One of them isn't.</exception>
    public void Check()
    {
        if (HttpMethods.IsPost(Http.Request.Method))
            FormProtection.Check(Http.Request, _form?[FormProtection.FieldName], Services.Tokens, AgentId);
        if (this["authRequestID"] is not { Length: > 0 } id)
            return;
        GoOnWith(HttpMethods.IsPost(Http.Request.Method) ? Services.AuthRequests.KeepSpan(id, AgentId) : Services.AuthRequests.Get(id, AgentId));
        LoginTrace.Continue(AuthRequest);
    }

    /// <summary>The login in progress, for pages that mean nothing without one.</summary>
    /// <exception cref="ZitadelError">The visit names none.</exception>
    public AuthRequest RequireAuthRequest() => AuthRequest ?? throw ZitadelError.NotFound("LOGIN-adrg3", "Errors.AuthRequest.NotFound");

    /// <summary>The user whom the login in progress is about by now.</summary>
    /// <exception cref="ZitadelError">There is no login in progress, or nobody was found or picked in it yet.</exception>
    public User RequireUser() => Services.Store.Current.Users.Find(RequireAuthRequest().UserId)
        ?? throw ZitadelError.FailedPrecondition("EVENT-GS4gs", "Errors.User.NotFound");

    /// <summary>Goes on with another state of the login.</summary>
    [MemberNotNull(nameof(AuthRequest))]
    public void GoOnWith(AuthRequest request) => AuthRequest = request;

    /// <summary>The words, and the language a person who registers now would get.</summary>
    public (LoginTexts Texts, string Tag) Language =>
        Languages.Choose(AuthRequest?.UiLocales ?? [], Http.Request.Headers.AcceptLanguage.ToString());

    /// <summary>What every page needs.</summary>
    public PageContext Page(ZitadelError? error = null)
    {
        if (error is not null)
            Services.Telemetry.LoginRefused(error, AuthRequest);
        return new()
        {
            Texts = Language.Texts,
            CsrfToken = FormProtection.TokenFor(Services.Tokens, AgentId),
            AuthRequestId = AuthRequest?.Id,
            Error = error,
            SignInHint = AuthRequest?.ClientId == Services.Store.Current.Instance.ConsoleClientId
                ? Services.Settings.AdministratorSignInHint
                : Services.Settings.SignInHint,
            ShowsMails = Services.Settings.ShowsMails,
        };
    }

    /// <summary>Answers the page that an error has for itself.</summary>
    public IResult ErrorPage(ZitadelError error) => new HtmlResult(EndPages.Error(Page(error)));

    /// <summary>How a user is shown.</summary>
    public static Person PersonOf(User user) => new(user.DisplayName, user.PreferredLoginName);
}
