using EmbeddedZitadel.Applications;
using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Login.Pages;
using EmbeddedZitadel.Login.Rendering;
using EmbeddedZitadel.Login.Texts;
using EmbeddedZitadel.Oidc;

namespace EmbeddedZitadel.Login;

/// <summary>
/// Signs a device in (RFC 8628, section 3.3): the code that it shows, a login like any other, then allow or deny.
/// ZITADEL: <c>internal/api/ui/login/device_auth.go</c>.
/// </summary>
internal static class DeviceLogin
{
    private const int LongestUserCode = 32;

    /// <summary>Maps it.</summary>
    public static void MapDeviceLogin(this IEndpointRouteBuilder routes)
    {
        routes.MapPage(LoginPaths.ShortDevice, visit => new Redirection(LoginPaths.Device + visit["user_code"] switch
        {
            { Length: > 0 and <= LongestUserCode } code => $"?user_code={Uri.EscapeDataString(code)}",
            _ => "",
        }));
        routes.MapPage(LoginPaths.Device, EnterCode);
        routes.MapForm(LoginPaths.Device, EnterCode);
        routes.MapPage(LoginPaths.Device + "/{action}", ShowChoice);
        routes.MapForm(LoginPaths.Device + "/{action}", visit => (string?)visit.Http.GetRouteValue("action") switch
        {
            "allowed" => Allow(visit),
            "denied" => Deny(visit),
            _ => ShowChoice(visit),
        });
    }

    private static IResult EnterCode(LoginVisit visit)
    {
        if (visit["user_code"].Length == 0)
            return new HtmlResult(DevicePages.EnterCode(visit.Page(WhatBroughtBack(visit))));
        try
        {
            var device = visit.Services.Devices.FindWaiting(visit.Services.Store.Current, visit["user_code"]);
            return new Redirection(LoginPaths.Of(LoginPaths.Login, visit.Services.Devices.StartLogin(device, visit.AgentId).Id));
        }
        catch (ZitadelError error)
        {
            return new HtmlResult(DevicePages.EnterCode(visit.Page(error)));
        }
    }

    private static IResult ShowChoice(LoginVisit visit) => WhenSignedIn(visit, (request, signedIn) =>
    {
        var application = visit.Services.Store.Current.Applications.By(Application.ByClientId, request.ClientId).FirstOrDefault();
        return DevicePages.AllowOrDeny(visit.Page(), LoginVisit.PersonOf(signedIn.User), application?.Name ?? request.ClientId, request.Scopes);
    });

    private static IResult Allow(LoginVisit visit) => WhenSignedIn(visit, (request, signedIn) =>
    {
        visit.Services.Devices.Approve(request, signedIn.User.Id, signedIn.Session);
        return DevicePages.Approved(visit.Page());
    });

    private static IResult Deny(LoginVisit visit) => WhenSignedIn(visit, (request, _) =>
    {
        visit.Services.Devices.Deny(request);
        return DevicePages.Denied(visit.Page());
    });

    // Only what we have a sentence for: an address that somebody sends around shall not put words in our mouth.
    private static ZitadelError? WhatBroughtBack(LoginVisit visit) =>
        FormUrlEncoding.TryUnescape(visit["prompt"], out var key) && English.Texts.Errors.ContainsKey(key) ? ZitadelError.FailedPrecondition("", key) : null;

    // Whoever comes here without a finished login for a device starts again with the code, and is told why.
    private static IResult WhenSignedIn(LoginVisit visit, Func<AuthRequest, LoginStep.Callback, Html> page)
    {
        try
        {
            return visit.AuthRequest is { DeviceAuthorizationId: not null } request
                && LoginStep.Next(visit.Services.Store.Current, request, visit.Services.Clock.GetUtcNow()) is LoginStep.Callback signedIn
                ? new HtmlResult(page(request, signedIn))
                : throw ZitadelError.FailedPrecondition("LOGIN-OLah8", "Errors.Device.NotCompleted");
        }
        catch (ZitadelError error)
        {
            return new Redirection($"{LoginPaths.Device}?prompt={FormUrlEncoding.Escape(FormUrlEncoding.Escape(error.Key))}", StatusCodes.Status303SeeOther);
        }
    }
}
