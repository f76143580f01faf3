using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using EmbeddedZitadel.Api.Definition;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Api;

/// <summary>What the two ways in, REST and Connect, share: who asks, may they, is the request within its limits, and the one handler.</summary>
public sealed partial class ApiDispatcher(ApiMethods methods, ApiCallers callers, MessageLimits limits, ILogger<ApiDispatcher> log)
{
    private readonly ConcurrentDictionary<string, bool> _missed = new(StringComparer.Ordinal);

    /// <summary>The handler of a method that ZITADEL has.</summary>
    /// <exception cref="ZitadelError">501, code 12: there is none here. It is logged once a method.</exception>
    public ApiMethod Find(MethodDefinition definition)
    {
        if (methods.Find(definition.FullName) is { } method)
            return method;

        if (_missed.TryAdd(definition.FullName, true))
            LogNotHere(log, definition.FullName);
        throw new ZitadelError(
            StatusCode.Unimplemented, "", $"ZITADEL has the method {definition.FullName}, but EmbeddedZitadel does not; docs/fidelity.md lists what is covered");
    }

    /// <summary>Answers a request whose message has been read.</summary>
    public byte[] Answer(ApiCredentials credentials, string issuer, ApiMethod method, JsonObject message)
    {
        var call = callers.Authenticate(credentials, method, issuer);
        if (method.Definition.IsV1 && method.Permission is not null)
            call.Require(call.OrganizationId, ProjectOf(method.Definition, message));
        limits.Check(message, method.Definition.Request);
        return method.Answer(call, message);
    }

    // /management/v1/projects/{project_id}/…: owners of that project alone may, too.
    private static string? ProjectOf(MethodDefinition definition, JsonObject message) =>
        definition.Rest?.Template.StartsWith("/management/v1/projects/{", StringComparison.Ordinal) == true
            ? (string?)(message["projectId"] ?? message["id"])
            : null;

    [LoggerMessage(3015, LogLevel.Warning, "{Method} was called; ZITADEL has it, EmbeddedZitadel does not, so the answer was 501")]
    private static partial void LogNotHere(ILogger log, string method);
}
