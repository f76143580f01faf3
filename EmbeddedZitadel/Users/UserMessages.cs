using System.Text.Json.Serialization;
using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Users;

// The messages of zitadel.user.v2.UserService that create, change and read users.
internal sealed record CreateUserRequest(
    string OrganizationId = "", string? UserId = null, string? Username = null, CreateHuman? Human = null, CreateMachine? Machine = null,
    IReadOnlyList<MetadataMessage>? Metadata = null);

internal sealed record CreateHuman(
    SetProfile? Profile = null, SetEmailMessage? Email = null, SetPhoneMessage? Phone = null, PasswordMessage? Password = null,
    EmptyMessage? HashedPassword = null, IReadOnlyList<EmptyMessage>? IdpLinks = null, string? TotpSecret = null,
    IReadOnlyList<MetadataMessage>? Metadata = null);

internal sealed record CreateMachine(string Name = "", string? Description = null, string AccessTokenType = "");

internal sealed record CreateUserResponse(string Id, DateTimeOffset CreationDate, string? EmailCode, string? PhoneCode);

internal sealed record AddHumanUserRequest(
    string? UserId = null, string? Username = null, OrganizationMessage? Organization = null, SetProfile? Profile = null, SetEmailMessage? Email = null,
    SetPhoneMessage? Phone = null, IReadOnlyList<MetadataMessage>? Metadata = null, PasswordMessage? Password = null, EmptyMessage? HashedPassword = null,
    IReadOnlyList<EmptyMessage>? IdpLinks = null, string? TotpSecret = null);

internal sealed record AddHumanUserResponse(string UserId, DetailsMessage Details, string? EmailCode, string? PhoneCode);

internal sealed record OrganizationMessage(string OrgId = "", string OrgDomain = "");

internal sealed record SetProfile(
    string? GivenName = null, string? FamilyName = null, string? NickName = null, string? DisplayName = null, string? PreferredLanguage = null,
        string? Gender = null);

internal sealed record SetEmailMessage(string Email = "", SendCode? SendCode = null, EmptyMessage? ReturnCode = null, bool IsVerified = false);

internal sealed record SetPhoneMessage(string Phone = "", SendCode? SendCode = null, EmptyMessage? ReturnCode = null, bool IsVerified = false);

internal sealed record SendCode(string? UrlTemplate = null);

internal sealed record PasswordMessage(string Password = "", bool ChangeRequired = false);

internal sealed record MetadataMessage(string Key = "", byte[]? Value = null);

internal sealed record UpdateUserRequest(
    string UserId = "", string? Username = null, UpdateHuman? Human = null, UpdateMachine? Machine = null, IReadOnlyList<MetadataMessage>? Metadata = null);

internal sealed record UpdateHuman(SetProfile? Profile = null, SetEmailMessage? Email = null, SetPhoneMessage? Phone = null,
    SetPasswordMessage? Password = null);

internal sealed record SetPasswordMessage(
    PasswordMessage? Password = null, EmptyMessage? HashedPassword = null, string? CurrentPassword = null, string? VerificationCode = null);

internal sealed record UpdateMachine(string? Name = null, string? Description = null, string? AccessTokenType = null);

internal sealed record UpdateUserResponse(DateTimeOffset ChangeDate, string? EmailCode, string? PhoneCode);

internal sealed record UpdateHumanUserRequest(
    string UserId = "", string? Username = null, SetProfile? Profile = null, SetEmailMessage? Email = null, SetPhoneMessage? Phone = null,
    SetPasswordMessage? Password = null);

internal sealed record UpdateHumanUserResponse(DetailsMessage Details, string? EmailCode, string? PhoneCode);

internal sealed record UserIdRequest(string UserId = "");

internal sealed record GetUserResponse(DetailsMessage Details, UserMessage User);

internal sealed record ListUsersResponse(ListDetails Details, IReadOnlyList<UserMessage> Result);

internal sealed record UserMessage(
    string UserId, DetailsMessage Details, string State, string Username, IReadOnlyList<string> LoginNames, string PreferredLoginName, HumanMessage? Human,
    MachineMessage? Machine);

internal sealed record HumanMessage(
    ProfileMessage Profile, EmailMessage Email, PhoneMessage Phone, bool PasswordChangeRequired, DateTimeOffset? PasswordChanged,
        DateTimeOffset? MfaInitSkipped);

// ZITADEL sets these optional fields always, so they are there when they are empty.
internal sealed record ProfileMessage(string GivenName, string FamilyName, Present NickName, Present DisplayName, Present PreferredLanguage, string Gender);

internal sealed record EmailMessage(string Email, bool IsVerified);

internal sealed record PhoneMessage(string Phone, bool IsVerified);

internal sealed record MachineMessage(string Name, string Description, bool HasSecret, string? AccessTokenType);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CreateUserRequest))]
[JsonSerializable(typeof(CreateUserResponse))]
[JsonSerializable(typeof(AddHumanUserRequest))]
[JsonSerializable(typeof(AddHumanUserResponse))]
[JsonSerializable(typeof(UpdateUserRequest))]
[JsonSerializable(typeof(UpdateUserResponse))]
[JsonSerializable(typeof(UpdateHumanUserRequest))]
[JsonSerializable(typeof(UpdateHumanUserResponse))]
[JsonSerializable(typeof(InviteCodeResponse))]
[JsonSerializable(typeof(UserIdRequest))]
[JsonSerializable(typeof(GetUserResponse))]
[JsonSerializable(typeof(ListUsersRequest))]
[JsonSerializable(typeof(ListUsersResponse))]
[JsonSerializable(typeof(DetailsResponse))]
[JsonSerializable(typeof(SetUserMetadataRequest))]
[JsonSerializable(typeof(SetUserMetadataResponse))]
[JsonSerializable(typeof(ListUserMetadataRequest))]
[JsonSerializable(typeof(ListUserMetadataResponse))]
[JsonSerializable(typeof(DeleteUserMetadataRequest))]
[JsonSerializable(typeof(DeletionDateResponse))]
[JsonSerializable(typeof(AddSecretResponse))]
[JsonSerializable(typeof(AddKeyRequest))]
[JsonSerializable(typeof(AddKeyResponse))]
[JsonSerializable(typeof(RemoveKeyRequest))]
[JsonSerializable(typeof(ListKeysRequest))]
[JsonSerializable(typeof(ListKeysResponse))]
[JsonSerializable(typeof(AddPersonalAccessTokenRequest))]
[JsonSerializable(typeof(AddPersonalAccessTokenResponse))]
[JsonSerializable(typeof(RemovePersonalAccessTokenRequest))]
[JsonSerializable(typeof(ListPersonalAccessTokensRequest))]
[JsonSerializable(typeof(SetEmailRequest))]
[JsonSerializable(typeof(SetPhoneRequest))]
[JsonSerializable(typeof(SendCodeRequest))]
[JsonSerializable(typeof(VerificationCodeResponse))]
[JsonSerializable(typeof(VerifyCodeRequest))]
[JsonSerializable(typeof(PasswordResetRequest))]
[JsonSerializable(typeof(SetPasswordRequest))]
[JsonSerializable(typeof(ListAuthenticationMethodTypesResponse))]
internal sealed partial class UserJson : JsonSerializerContext;
