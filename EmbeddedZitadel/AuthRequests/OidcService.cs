using System.Text.Json.Serialization;
using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Applications;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Oidc.Authorize;
using EmbeddedZitadel.Sessions;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.AuthRequests;

/// <summary><c>zitadel.oidc.v2.OIDCService</c>: where Login V2, or a login of one's own, reads and finishes what an application asked for.</summary>
internal sealed class OidcService(
    AuthRequestCommands commands, DeviceAuthorizationCommands devices, SessionCommands sessions, AuthResponse responses, InstanceStore store,
        TimeProvider clock)
    : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods) => methods.Service("zitadel.oidc.v2.OIDCService", ProtoJson.Options(OidcServiceJson.Default))
        .Add<AuthRequestIdRequest, GetAuthRequestResponse>("GetAuthRequest", "session.link", Get)
        .Add<CreateCallbackRequest, CreateCallbackResponse>("CreateCallback", "session.link", CreateCallback)
        .Add<UserCodeRequest, GetDeviceAuthorizationResponse>("GetDeviceAuthorizationRequest", null, GetDevice)
        .Add<AuthorizeDeviceRequest, EmptyMessage>("AuthorizeOrDenyDeviceAuthorization", "session.link", AnswerDevice);

    private static GetAuthRequestResponse Get(ApiCall call, AuthRequestIdRequest request)
    {
        if (call.State.AuthRequests.Find(request.AuthRequestId) is not { IsV2: true } found)
            throw ZitadelError.NotFound("QUERY-Thee9", "Errors.AuthRequest.NotExisting");
        RequireLoginClient(call, found);
        return new(new(
            found.Id,
            found.CreationDate,
            found.ClientId,
            found.Scopes,
            found.RedirectUri,
            [.. found.Prompts.Select(prompt => "PROMPT_" + prompt.ToUpperInvariant())],
            found.UiLocales,
            found.LoginHint.Length > 0 ? found.LoginHint : null,
            found.MaxAge is { } maxAge ? ProtoJson.Duration(maxAge) : null,
            found.HintUserId));
    }

    private CreateCallbackResponse CreateCallback(ApiCall call, CreateCallbackRequest request)
    {
        if (call.State.AuthRequests.Find(request.AuthRequestId) is { } found)
            RequireLoginClient(call, found);
        switch (request)
        {
            case { Session: { } session }:
                RequireOpen(request.AuthRequestId);
                var linked = commands.LinkSession(request.AuthRequestId, RequireSession(session));
                return new(Details(call, linked), responses.CallbackUrl(linked, MayRefresh(call, linked), call.Issuer));
            case { Error: { } error }:
                var failed = commands.Fail(request.AuthRequestId);
                return new(Details(call, failed), AuthResponse.ErrorUri(failed, ErrorName(error.Error), error.ErrorDescription, error.ErrorUri));
            default:
                throw new ZitadelError(StatusCode.Unimplemented, "OIDCv2-zee7A", "The callback needs a session or an error");
        }
    }

    private GetDeviceAuthorizationResponse GetDevice(ApiCall call, UserCodeRequest request)
    {
        var device = devices.FindWaiting(call.State, request.UserCode);
        var application = call.State.Applications.By(Application.ByClientId, device.ClientId).FirstOrDefault();
        return new(new(device.Id, device.ClientId, device.Scopes, application?.Name ?? "", call.State.Projects.Find(application?.ProjectId)?.Name ?? ""));
    }

    private EmptyMessage AnswerDevice(ApiCall call, AuthorizeDeviceRequest request)
    {
        var device = call.State.DeviceAuthorizations.Find(request.DeviceAuthorizationId)
            ?? throw ZitadelError.NotFound(request.Deny is null ? "COMMAND-D2hf2" : "COMMAND-gee5A", "Errors.DeviceAuth.NotFound");
        switch (request)
        {
            case { Session: { } session }:
                if (device.State != DeviceAuthorizationState.Initiated)
                    throw ZitadelError.FailedPrecondition("COMMAND-D30Jf", "Errors.DeviceAuth.AlreadyHandled");
                call.Require("");
                devices.Approve(device.Id, RequireSession(session));
                break;
            case { Deny: not null }:
                call.Require("");
                devices.Deny(device.Id);
                break;
        }

        return new();
    }

    // Whoever the request was handed to (header x-zitadel-login-client) may finish it, and whoever may link sessions.
    private static void RequireLoginClient(ApiCall call, AuthRequest request)
    {
        if (request.LoginClient != call.Caller.Id)
            call.Require("");
    }

    private void RequireOpen(string id)
    {
        if (store.Current.AuthRequests.Find(id) is { CodeId: not null } or { Failed: true })
            throw ZitadelError.FailedPrecondition("COMMAND-Sx208nt", "Errors.AuthRequest.AlreadyHandled");
    }

    private Session RequireSession(CallbackSession asked)
    {
        var session = SessionCommands.Require(store.Current, asked.SessionId, clock.GetUtcNow());
        return sessions.IsTokenOf(session, asked.SessionToken) ? session : throw ZitadelError.PermissionDenied("COMMAND-sGr42", "Errors.Session.Token.Invalid");
    }

    private static bool MayRefresh(ApiCall call, AuthRequest request) =>
        call.State.Applications.By(Application.ByClientId, request.ClientId).FirstOrDefault()?.Oidc?.GrantTypes.Contains(OidcGrantType.RefreshToken) == true;

    private DetailsMessage Details(ApiCall call, AuthRequest request) => new(request.Sequence, null, clock.GetUtcNow(), call.State.Instance.Id);

    // ERROR_REASON_ACCESS_DENIED is access_denied; one has another name in OAuth than in ZITADEL.
    private static string ErrorName(string reason) => reason switch
    {
        "" or "ERROR_REASON_UNSPECIFIED" => "server_error",
        "ERROR_REASON_TEMPORARY_UNAVAILABLE" => "temporarily_unavailable",
        _ => reason["ERROR_REASON_".Length..].ToLowerInvariant(),
    };
}

internal sealed record AuthRequestIdRequest(string AuthRequestId = "");

internal sealed record GetAuthRequestResponse(AuthRequestMessage AuthRequest);

internal sealed record AuthRequestMessage(
    string Id, DateTimeOffset CreationDate, string ClientId, IReadOnlyList<string> Scope, string RedirectUri, IReadOnlyList<string> Prompt,
    IReadOnlyList<string> UiLocales, string? LoginHint, string? MaxAge, string? HintUserId);

internal sealed record CreateCallbackRequest(string AuthRequestId = "", CallbackSession? Session = null, CallbackError? Error = null);

internal sealed record CallbackSession(string SessionId = "", string SessionToken = "");

internal sealed record CallbackError(string Error = "", string? ErrorDescription = null, string? ErrorUri = null);

internal sealed record CreateCallbackResponse(DetailsMessage Details, string CallbackUrl);

internal sealed record UserCodeRequest(string UserCode = "");

internal sealed record GetDeviceAuthorizationResponse(DeviceAuthorizationMessage DeviceAuthorizationRequest);

internal sealed record DeviceAuthorizationMessage(string Id, string ClientId, IReadOnlyList<string> Scope, string AppName, string ProjectName);

internal sealed record AuthorizeDeviceRequest(string DeviceAuthorizationId = "", CallbackSession? Session = null, EmptyMessage? Deny = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AuthRequestIdRequest))]
[JsonSerializable(typeof(GetAuthRequestResponse))]
[JsonSerializable(typeof(CreateCallbackRequest))]
[JsonSerializable(typeof(CreateCallbackResponse))]
[JsonSerializable(typeof(UserCodeRequest))]
[JsonSerializable(typeof(GetDeviceAuthorizationResponse))]
[JsonSerializable(typeof(AuthorizeDeviceRequest))]
[JsonSerializable(typeof(EmptyMessage))]
internal sealed partial class OidcServiceJson : JsonSerializerContext;
