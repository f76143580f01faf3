using System.Text.Json.Serialization;
using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Users;

// The messages of the users of management v1, which auth v1 shares, and how users are put into them.
internal sealed partial class UserManagement
{
    /// <summary>A user as v1 shows it.</summary>
    internal static UserV1Message Message(User user) => new(
        user.Id,
        DetailsMessage.Of(user.Details),
        UserNames.State.Name(user.State),
        user.Username,
        user.LoginNames,
        user.PreferredLoginName,
        user.Human is { } human ? new(ProfileOf(human), EmailOf(human), PhoneOf(human), human.PasswordChanged) : null,
        user.Machine is { } machine
            ? new(machine.Name, machine.Description, machine.Secret is not null, machine.JwtAccessTokens ? UserNames.JwtAccessTokens : null)
            : null);

    /// <summary>The profile of a person.</summary>
    internal static ProfileV1Response Profile(User user) => new(DetailsMessage.Of(user.Details), ProfileOf(user.Human!));

    /// <summary>The e-mail address of a person.</summary>
    internal static EmailV1Response Email(User user) => new(DetailsMessage.Of(user.Details), EmailOf(user.Human!));

    /// <summary>The phone number of a person.</summary>
    internal static PhoneV1Response Phone(User user) => new(DetailsMessage.Of(user.Details), PhoneOf(user.Human!));

    private static ProfileV1Message ProfileOf(Human human) => new(
        human.GivenName, human.FamilyName, human.NickName, human.DisplayName, human.PreferredLanguage ?? UserNames.NoLanguage,
            UserNames.Gender.NameUnlessZero(human.Gender));

    private static EmailV1Message EmailOf(Human human) => new(human.Email, human.EmailVerified);

    private static PhoneV1Message PhoneOf(Human human) => new(human.Phone, human.PhoneVerified);
}

internal sealed record UserV1Response(UserV1Message User);

internal sealed record UserV1Message(
    string Id, DetailsMessage Details, string State, string UserName, IReadOnlyList<string> LoginNames, string PreferredLoginName, HumanV1Message? Human,
    MachineMessage? Machine);

internal sealed record HumanV1Message(ProfileV1Message Profile, EmailV1Message Email, PhoneV1Message Phone, DateTimeOffset? PasswordChanged);

internal sealed record ProfileV1Message(
    string FirstName = "", string LastName = "", string NickName = "", string DisplayName = "", string PreferredLanguage = "", string? Gender = null);

internal sealed record EmailV1Message(string Email = "", bool IsEmailVerified = false);

internal sealed record PhoneV1Message(string Phone = "", bool IsPhoneVerified = false);

internal sealed record ProfileV1Response(DetailsMessage Details, ProfileV1Message Profile);

internal sealed record EmailV1Response(DetailsMessage Details, EmailV1Message Email);

internal sealed record PhoneV1Response(DetailsMessage Details, PhoneV1Message Phone);

internal sealed record LoginNameRequest(string LoginName = "");

internal sealed record ListUsersV1Response(ListDetailsV1 Details, IReadOnlyList<UserV1Message> Result);

internal sealed record IsUserUniqueRequest(string UserName = "", string Email = "");

internal sealed record IsUserUniqueResponse(bool IsUnique);

internal sealed record AddHumanV1Request(
    string UserName = "", ProfileV1Message? Profile = null, EmailV1Message? Email = null, PhoneV1Message? Phone = null, string InitialPassword = "",
    string Password = "", EmptyMessage? HashedPassword = null, bool PasswordChangeRequired = false);

internal sealed record UserIdResponse(string UserId, DetailsMessage Details);

internal sealed record AddMachineV1Request(string UserName = "", string Name = "", string Description = "", string AccessTokenType = "", string? UserId = null);

internal sealed record UpdateUserNameRequest(string UserId = "", string UserName = "");

internal sealed record UpdateProfileV1Request(
    string UserId = "", string FirstName = "", string LastName = "", string NickName = "", string DisplayName = "", string PreferredLanguage = "",
    string? Gender = null);

internal sealed record UpdateEmailV1Request(string UserId = "", string Email = "", bool IsEmailVerified = false);

internal sealed record UpdatePhoneV1Request(string UserId = "", string Phone = "", bool IsPhoneVerified = false);

internal sealed record SetPasswordV1Request(string UserId = "", string Password = "", bool NoChangeRequired = false);

internal sealed record UpdateMachineV1Request(string UserId = "", string Name = "", string Description = "", string AccessTokenType = "");

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IdRequest))]
[JsonSerializable(typeof(UserIdRequest))]
[JsonSerializable(typeof(UserV1Response))]
[JsonSerializable(typeof(LoginNameRequest))]
[JsonSerializable(typeof(ListUsersRequest))]
[JsonSerializable(typeof(ListUsersV1Response))]
[JsonSerializable(typeof(IsUserUniqueRequest))]
[JsonSerializable(typeof(IsUserUniqueResponse))]
[JsonSerializable(typeof(AddHumanV1Request))]
[JsonSerializable(typeof(AddMachineV1Request))]
[JsonSerializable(typeof(UserIdResponse))]
[JsonSerializable(typeof(DetailsResponse))]
[JsonSerializable(typeof(UpdateUserNameRequest))]
[JsonSerializable(typeof(SetMetadataV1Request))]
[JsonSerializable(typeof(BulkSetMetadataV1Request))]
[JsonSerializable(typeof(ListMetadataV1Request))]
[JsonSerializable(typeof(ListMetadataV1Response))]
[JsonSerializable(typeof(MetadataKeyRequest))]
[JsonSerializable(typeof(GetMetadataV1Response))]
[JsonSerializable(typeof(BulkRemoveMetadataV1Request))]
[JsonSerializable(typeof(ProfileV1Response))]
[JsonSerializable(typeof(EmailV1Response))]
[JsonSerializable(typeof(PhoneV1Response))]
[JsonSerializable(typeof(UpdateProfileV1Request))]
[JsonSerializable(typeof(UpdateEmailV1Request))]
[JsonSerializable(typeof(ResendInitializationRequest))]
[JsonSerializable(typeof(UpdatePhoneV1Request))]
[JsonSerializable(typeof(SetPasswordV1Request))]
[JsonSerializable(typeof(UpdateMachineV1Request))]
[JsonSerializable(typeof(MachineSecretResponse))]
[JsonSerializable(typeof(MachineKeyIdRequest))]
[JsonSerializable(typeof(GetMachineKeyResponse))]
[JsonSerializable(typeof(ListCredentialsV1Request))]
[JsonSerializable(typeof(ListMachineKeysResponse))]
[JsonSerializable(typeof(AddMachineKeyRequest))]
[JsonSerializable(typeof(AddMachineKeyResponse))]
[JsonSerializable(typeof(PatIdRequest))]
[JsonSerializable(typeof(GetPatResponse))]
[JsonSerializable(typeof(ListPatsResponse))]
[JsonSerializable(typeof(AddPatV1Request))]
[JsonSerializable(typeof(AddPatV1Response))]
internal sealed partial class UserManagementJson : JsonSerializerContext;
