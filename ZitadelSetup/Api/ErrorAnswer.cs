using System.Text.Json;

namespace ZitadelSetup.Api;

/// <summary>
/// The body of a refused request. Connect: <c>{"code":"not_found","message":"…","details":[…]}</c>;
/// gateway (management v1): <c>{"code":5,"message":"…","details":[…]}</c>.
/// </summary>
/// <param name="Code">By Connect's names; empty when there was none.</param>
/// <param name="Message">For people.</param>
/// <param name="IsUnknownPath">The gateway's own <c>{"code":5,"message":"Not Found"}</c>, without details: it has no such path.</param>
readonly record struct ErrorAnswer(string Code, string Message, bool IsUnknownPath)
{
    /// <summary>Null when the body is no error of ZITADEL.</summary>
    public static ErrorAnswer? Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("code", out var code))
                return null;
            var message = root.TryGetProperty("message", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "no message";
            return code.ValueKind == JsonValueKind.String
                ? new ErrorAnswer(code.GetString()!, message, false)
                : new ErrorAnswer(NameOf(code), message, code.GetRawText() == "5" && !root.TryGetProperty("details", out _));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // google.rpc.Code, as far as ZITADEL uses it.
    static string NameOf(JsonElement code) => code.GetRawText() switch
    {
        "3" => "invalid_argument",
        "5" => "not_found",
        "6" => "already_exists",
        "7" => "permission_denied",
        "9" => "failed_precondition",
        "14" => "unavailable",
        "16" => "unauthenticated",
        _ => "",
    };
}
