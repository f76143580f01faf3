using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ZitadelSetup.Tests.Scripted;

/// <summary>Answers that a set-up has to live with, as a real ZITADEL or something in front of it gives them.</summary>
static class Answers
{
    public static readonly Answer NotReady = (http, _) => WriteAsync(http, 503, new JsonObject
    {
        ["code"] = 14,
        ["message"] = "connection error: desc = \"transport: Error while dialing: dial tcp [::1]:8080: connect: connection refused\"",
    });

    public static readonly Answer MembershipNotFound = Refuse(404, "not_found", "membership not found (AUTHZ-cdgFk)", "AUTHZ-cdgFk");

    public static readonly Answer AlreadyExists = Refuse(409, "already_exists", "Errors.Project.AlreadyExists (V3-DKcYh)", "V3-DKcYh");

    public static readonly Answer InvalidToken = Refuse(401, "unauthenticated", "Errors.Token.Invalid (AUTH-7fs1e)", "AUTH-7fs1e");

    public static readonly Answer Forbidden = Refuse(403, "permission_denied", "No matching permissions found (AUTH-AWfge)", "AUTH-AWfge");

    public static readonly Answer NoSuchMethod = (http, _) => WriteTextAsync(http, 404, "text/plain; charset=utf-8", "404 page not found\n");

    /// <summary>The gateway's answer where it knows no such service.</summary>
    public static readonly Answer NoSuchService = (http, _) => WriteAsync(http, 404, new JsonObject { ["code"] = 5, ["message"] = "Not Found" });

    public static readonly Answer Html = (http, _) => WriteTextAsync(http, 200, "text/html; charset=utf-8", "<!doctype html><title>Sign in</title>");

    public static readonly Answer BadGateway = (http, _) => WriteTextAsync(http, 502, "text/html", "<h1>502 Bad Gateway</h1>");

    /// <summary>Nothing was done, and the connection breaks.</summary>
    public static readonly Answer CutBefore = (http, _) =>
    {
        http.Abort();
        return Task.CompletedTask;
    };

    /// <summary>It was done, and the connection breaks in the middle of the answer.</summary>
    public static readonly Answer CutAfter = async (http, behave) =>
    {
        behave();
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = 500;
        await http.Response.WriteAsync("{\"applicationId\":\"3");
        await http.Response.Body.FlushAsync();
        http.Abort();
    };

    /// <summary>A search that doesn't show yet what is there.</summary>
    public static readonly Answer NothingYet = (http, _) => WriteAsync(http, 200, new JsonObject
    {
        ["details"] = new JsonObject { ["timestamp"] = "2026-11-24T04:00:00Z" },
    });

    public static Answer Refuse(int status, string code, string message, string id) => (http, _) => WriteAsync(http, status, Error(code, message, id));

    // {"code":"not_found","message":"…","details":[{"type":"zitadel.v1.ErrorDetail","value":"…","debug":{"id":"…","message":"…"}}]}
    public static JsonObject Error(string code, string message, string id) => new()
    {
        ["code"] = code,
        ["message"] = message,
        ["details"] = new JsonArray(new JsonObject
        {
            ["type"] = "zitadel.v1.ErrorDetail",
            ["value"] = "CgtWMy1ES2NZaA",
            ["debug"] = new JsonObject { ["id"] = id, ["message"] = message },
        }),
    };

    public static Task WriteAsync(HttpContext http, int status, JsonObject content) => WriteTextAsync(http, status, "application/json", content.ToJsonString());

    static Task WriteTextAsync(HttpContext http, int status, string contentType, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        return http.Response.WriteAsync(text);
    }
}
