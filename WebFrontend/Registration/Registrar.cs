using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Caching.Memory;
using WebFrontend.Authentication;

namespace WebFrontend.Registration;

/// <summary>Why ZITADEL did not create a user.</summary>
/// <param name="Field">The field of <see cref="RegistrationForm"/> that it is about; empty when it is about none.</param>
/// <param name="Message">For people.</param>
sealed record RegistrationRefusal(string Field, string Message);

/// <summary>Creates users in the service user's organisation.</summary>
sealed partial class Registrar(RegistrarApi api, IMemoryCache cache, ILogger<Registrar> logger)
{
    /// <summary>ZITADEL's error ids of a password that breaks the policy; its messages differ by version and language.</summary>
    static readonly string[] WeakPassword = ["COMMA-HuJf6", "COMMA-co3Xw", "COMMA-VoaRj", "COMMA-ZBv4H", "COMMA-ZDLwA"];

    /// <summary>The organisation's password policy; null where ZITADEL does not tell it.</summary>
    public async Task<PasswordPolicy?> PasswordPolicyAsync(CancellationToken cancellation)
    {
        if (cache.TryGetValue<PasswordPolicy>(nameof(PasswordPolicy), out var kept))
            return kept;
        try
        {
            var (status, answer) = await api.SendAsync(HttpMethod.Get, "/v2/settings/password/complexity", null, cancellation);
            if (status == HttpStatusCode.OK && PasswordPolicy.Of(answer) is { } policy)
                return cache.Set(nameof(PasswordPolicy), policy, TimeSpan.FromMinutes(5));
            LogNoPolicy(logger, (int)status);
        }
        catch (ProviderUnavailableException exception)
        {
            LogNotAsked(logger, exception.Message);
        }
        return null;
    }

    /// <summary>
    /// Creates the user with its metadata in one request, so that there is no user without it. ZITADEL mails a code for the address, which the first
    /// sign-in asks for: nobody has shown yet that the address is theirs.
    /// </summary>
    /// <returns>Null when the user is there.</returns>
    /// <exception cref="ProviderUnavailableException">ZITADEL does not answer, or does not let this application create users.</exception>
    public async Task<RegistrationRefusal?> RegisterAsync(RegistrationForm form, CancellationToken cancellation)
    {
        var email = form.Email!.Trim();
        // AddHumanUser and not its successor CreateUser, which takes metadata since v4.13 only.
        var (status, answer) = await api.SendAsync(HttpMethod.Post, "/v2/users/human", new
        {
            username = email,
            profile = new { givenName = form.GivenName!.Trim(), familyName = form.FamilyName!.Trim() },
            email = new { email, sendCode = new { } },
            password = new { password = form.Password },
            metadata = form.Metadata().Select(entry => new { key = entry.Key, value = Convert.ToBase64String(Encoding.UTF8.GetBytes(entry.Value)) }),
        }, cancellation);
        switch (status)
        {
            case HttpStatusCode.OK or HttpStatusCode.Created:
                return null;
            case HttpStatusCode.Conflict:
                return new(nameof(form.Email), "There is a user with this login name already: sign in as that user, or use another address.");
            case HttpStatusCode.BadRequest:
                var (id, message) = Error(answer);
                return new(WeakPassword.Contains(id) ? nameof(form.Password) : "", $"ZITADEL does not take this: {message.TrimEnd('.')}.");
            default:
                throw new ProviderUnavailableException($"ZITADEL answered {(int)status} to the creation of a user: {Error(answer).Message}");
        }
    }

    /// <summary><c>{"code":3,"message":"The password is too short (COMMA-HuJf6)","details":[{"@type":"…","id":"COMMA-HuJf6","message":"…"}]}</c>.</summary>
    static (string Id, string Message) Error(JsonElement answer)
    {
        var message = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("message", out var text) ? text.ToString() : "no reason given";
        return IdAtTheEnd().Match(message) is { Success: true } match ? (match.Groups[1].Value, message[..match.Index]) : ("", message);
    }

    [GeneratedRegex(@"\s*\(([A-Za-z0-9]+-[A-Za-z0-9]+)\)$")]
    private static partial Regex IdAtTheEnd();

    [LoggerMessage(1201, LogLevel.Warning, "ZITADEL answered {Status} when asked for its password policy: the page shows ZITADEL's defaults")]
    static partial void LogNoPolicy(ILogger logger, int status);

    [LoggerMessage(1202, LogLevel.Warning, "ZITADEL could not be asked for its password policy: {Reason}")]
    static partial void LogNotAsked(ILogger logger, string reason);
}
