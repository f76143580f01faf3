using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EmbeddedZitadel.Api.Definition;

namespace EmbeddedZitadel.Api;

/// <summary>A method of ZITADEL's API that is served here: one handler, whichever way a request came in.</summary>
/// <param name="Definition">What it is called, where it is, what it takes.</param>
/// <param name="Permission">
/// The right it asks for, e.g. <c>user.write</c>; null where any user will do. v1 checks it before the handler, in the organisation of the
/// call; v2 leaves it to the handler, which knows whose the thing is (<see cref="ApiCall.Require"/>).
/// </param>
/// <param name="Answer">Reads the request, handles it and writes the response.</param>
public sealed record ApiMethod(MethodDefinition Definition, string? Permission, Func<ApiCall, JsonObject, byte[]> Answer);

/// <summary>An area of the API (projects by v2, projects by v1, …), which has rows in the table of methods.</summary>
internal interface IApiArea
{
    /// <summary>Adds the rows.</summary>
    void AddTo(ApiMethods methods);
}

/// <summary>The table of the methods that are served here; each area adds its own.</summary>
public sealed class ApiMethods(ApiDefinition definition)
{
    private readonly Dictionary<string, MethodDefinition> _known = definition.Methods.GroupBy(method => method.FullName).ToDictionary(same =>
        same.Key, same => same.First());
    private readonly Dictionary<string, ApiMethod> _served = new(StringComparer.Ordinal);

    /// <summary>The method of this name (<c>zitadel.user.v2.UserService/GetUserByID</c>), or null where it isn't served.</summary>
    public ApiMethod? Find(string fullName) => _served.GetValueOrDefault(fullName);

    /// <summary>Begins the rows of a service, whose messages are in a source-generated JSON context.</summary>
    /// <param name="service">Its name, e.g. <c>zitadel.user.v2.UserService</c>.</param>
    /// <param name="json">Options with all the messages of the service, <see cref="Messages.ProtoJson.Options"/>.</param>
    public Rows Service(string service, JsonSerializerOptions json) => new(this, service, json);

    private void Add(ApiMethod method) => _served.Add(method.Definition.FullName, method);

    /// <summary>The rows of one service.</summary>
    public sealed class Rows(ApiMethods methods, string service, JsonSerializerOptions json)
    {
        /// <summary>Adds a method: its name, the right it asks for, its handler.</summary>
        public Rows Add<TRequest, TResponse>(string name, string? permission, Func<ApiCall, TRequest, TResponse> handle)
        {
            var definition = methods._known.GetValueOrDefault($"{service}/{name}")
                ?? throw new ArgumentException($"The API definition has no method {service}/{name}.", nameof(name));
            var requestType = (JsonTypeInfo<TRequest>)json.GetTypeInfo(typeof(TRequest));
            var responseType = (JsonTypeInfo<TResponse>)json.GetTypeInfo(typeof(TResponse));
            methods.Add(new(definition, permission, (call, message) =>
                JsonSerializer.SerializeToUtf8Bytes(handle(call, message.Deserialize(requestType)!), responseType)));
            return this;
        }
    }
}
