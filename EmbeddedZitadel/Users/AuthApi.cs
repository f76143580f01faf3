using System.Text.Json.Serialization;
using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Users;

/// <summary>What users see of themselves: <c>zitadel.auth.v1.AuthService</c>. Any user may.</summary>
internal sealed class AuthApi(TimeProvider clock) : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods) => methods.Service("zitadel.auth.v1.AuthService", ProtoJson.Options(AuthApiJson.Default))
        .Add<EmptyMessage, MyUserResponse>("GetMyUser", null, (call, _) => new(UserManagement.Message(call.Caller)))
        .Add<ListMetadataV1Request, ListMetadataV1Response>("ListMyMetadata", null, (call, request) =>
            UserManagement.ListMetadata(call.Caller, request, clock.GetUtcNow()))
        .Add<MetadataKeyRequest, GetMetadataV1Response>("GetMyMetadata", null, (call, request) => UserManagement.GetMetadata(call.Caller, request.Key))
        .Add<EmptyMessage, ProfileV1Response>("GetMyProfile", null, (call, _) => UserManagement.Profile(Person(call)))
        .Add<EmptyMessage, EmailV1Response>("GetMyEmail", null, (call, _) => UserManagement.Email(Person(call)))
        .Add<EmptyMessage, PhoneV1Response>("GetMyPhone", null, (call, _) => UserManagement.Phone(Person(call)));

    private static User Person(ApiCall call) =>
        call.Caller.Human is null ? throw ZitadelError.NotFound("QUERY-Dfbg2", "Errors.User.NotFound") : call.Caller;
}

internal sealed record MyUserResponse(UserV1Message User);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EmptyMessage))]
[JsonSerializable(typeof(MyUserResponse))]
[JsonSerializable(typeof(ListMetadataV1Request))]
[JsonSerializable(typeof(ListMetadataV1Response))]
[JsonSerializable(typeof(MetadataKeyRequest))]
[JsonSerializable(typeof(GetMetadataV1Response))]
[JsonSerializable(typeof(ProfileV1Response))]
[JsonSerializable(typeof(EmailV1Response))]
[JsonSerializable(typeof(PhoneV1Response))]
internal sealed partial class AuthApiJson : JsonSerializerContext;
