using System.Text;
using System.Text.Json.Nodes;
using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Console;

/// <summary>
/// Calls ZITADEL's v2 services as any client does, with the token of whoever is signed in, but without a network between: the same JSON, the same checks
/// of rights and limits, the same handlers.
/// </summary>
internal sealed class ConsoleApi(ApiMethods methods, MessageReader reader, ApiDispatcher dispatcher, ApiCallers callers)
{
    /// <summary>Calls a method, e.g. <c>user.v2.UserService/GetUserByID</c>.</summary>
    /// <exception cref="Errors.ZitadelError">It was refused.</exception>
    public JsonObject Call(ConsoleCaller caller, string method, JsonObject request)
    {
        var served = Find(method);
        var message = reader.Read(Encoding.UTF8.GetBytes(request.ToJsonString()), served.Definition.Request);
        return JsonNode.Parse(dispatcher.Answer(caller.Credentials, caller.Issuer, served, message))!.AsObject();
    }

    /// <summary>The rights that the caller has for a method, where the console does what it does without calling it.</summary>
    public ApiCall RightsFor(ConsoleCaller caller, string method) => callers.Authenticate(caller.Credentials, Find(method), caller.Issuer);

    private ApiMethod Find(string method) =>
        methods.Find($"zitadel.{method}") ?? throw new ArgumentException($"EmbeddedZitadel does not serve the method zitadel.{method}.", nameof(method));
}

/// <summary>Who calls: the access token of a sign-in, and the issuer that gave it.</summary>
internal sealed record ConsoleCaller(string AccessToken, string Issuer)
{
    /// <summary>What an HTTP client would send as headers.</summary>
    public ApiCredentials Credentials => new($"Bearer {AccessToken}");
}
