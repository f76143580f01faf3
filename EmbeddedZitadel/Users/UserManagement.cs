using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Mails;

namespace EmbeddedZitadel.Users;

/// <summary>The users of <c>zitadel.management.v1.ManagementService</c>: those of the organisation of the call.</summary>
internal sealed partial class UserManagement(UserCommands commands, UserMails mails, OpaqueTokens tokens, TimeProvider clock) : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods) => methods.Service("zitadel.management.v1.ManagementService", ProtoJson.Options(UserManagementJson.Default))
        .Add<IdRequest, UserV1Response>("GetUserByID", "user.read", (call, request) => new(Message(Find(call, request.Id))))
        .Add<LoginNameRequest, UserV1Response>("GetUserByLoginNameGlobal", "user.global.read", GetByLoginName)
        .Add<ListUsersRequest, ListUsersV1Response>("ListUsers", "user.read", List)
        .Add<IsUserUniqueRequest, IsUserUniqueResponse>("IsUserUnique", "user.read", IsUnique)
        .Add<AddHumanV1Request, UserIdResponse>("AddHumanUser", "user.write",
            (call, request) => AddHuman(call, request, request.InitialPassword, isImport: false))
        .Add<AddHumanV1Request, UserIdResponse>("ImportHumanUser", "user.write", (call, request) => AddHuman(call, request, request.Password, isImport: true))
        .Add<AddMachineV1Request, UserIdResponse>("AddMachineUser", "user.write", AddMachine)
        .Add<IdRequest, DetailsResponse>("DeactivateUser", "user.write", (call, request) => Change(call, request.Id, commands.Deactivate, "COMMAND-m0gDf"))
        .Add<IdRequest, DetailsResponse>("ReactivateUser", "user.write", (call, request) => Change(call, request.Id, commands.Reactivate, "COMMAND-4M0sd"))
        .Add<IdRequest, DetailsResponse>("LockUser", "user.write", (call, request) => Change(call, request.Id, commands.Lock, "COMMAND-5M9fs"))
        .Add<IdRequest, DetailsResponse>("UnlockUser", "user.write", (call, request) => Change(call, request.Id, commands.Unlock, "COMMAND-M0dse"))
        .Add<IdRequest, DetailsResponse>("RemoveUser", "user.delete", (call, request) => Change(call, request.Id, commands.Delete, "COMMAND-m9od"))
        .Add<UpdateUserNameRequest, DetailsResponse>("UpdateUserName", "user.write",
            (call, request) => Change(call, request.UserId, id => commands.Rename(id, request.UserName)))
        .Add<SetMetadataV1Request, DetailsResponse>("SetUserMetadata", "user.write", SetMetadata)
        .Add<BulkSetMetadataV1Request, DetailsResponse>("BulkSetUserMetadata", "user.write", BulkSetMetadata)
        .Add<ListMetadataV1Request, ListMetadataV1Response>("ListUserMetadata", "user.read", ListMetadata)
        .Add<MetadataKeyRequest, GetMetadataV1Response>("GetUserMetadata", "user.read", GetMetadata)
        .Add<MetadataKeyRequest, DetailsResponse>("RemoveUserMetadata", "user.write", RemoveMetadata)
        .Add<BulkRemoveMetadataV1Request, DetailsResponse>("BulkRemoveUserMetadata", "user.write", BulkRemoveMetadata)
        .Add<UserIdRequest, ProfileV1Response>("GetHumanProfile", "user.read", (call, request) => Profile(FindHuman(call, request.UserId)))
        .Add<UpdateProfileV1Request, DetailsResponse>("UpdateHumanProfile", "user.write", UpdateProfile)
        .Add<UserIdRequest, EmailV1Response>("GetHumanEmail", "user.read", (call, request) => Email(FindHuman(call, request.UserId)))
        .Add<UpdateEmailV1Request, DetailsResponse>("UpdateHumanEmail", "user.write", UpdateEmail)
        .Add<ResendInitializationRequest, DetailsResponse>("ResendHumanInitialization", "user.write", ResendInitialization)
        .Add<UserIdRequest, DetailsResponse>("ResendHumanEmailVerification", "user.write", ResendEmailVerification)
        .Add<UserIdRequest, DetailsResponse>("ResendHumanPhoneVerification", "user.write", ResendPhoneVerification)
        .Add<UserIdRequest, DetailsResponse>("SendHumanResetPasswordNotification", "user.write", SendPasswordReset)
        .Add<UserIdRequest, PhoneV1Response>("GetHumanPhone", "user.read", (call, request) => Phone(FindHuman(call, request.UserId)))
        .Add<UpdatePhoneV1Request, DetailsResponse>("UpdateHumanPhone", "user.write", UpdatePhone)
        .Add<UserIdRequest, DetailsResponse>("RemoveHumanPhone", "user.write", RemovePhone)
        .Add<SetPasswordV1Request, DetailsResponse>("SetHumanInitialPassword", "user.write",
            (call, request) => Change(call, request.UserId, id => commands.SetPassword(id, request.Password, true)))
        .Add<SetPasswordV1Request, DetailsResponse>("SetHumanPassword", "user.write",
            (call, request) => Change(call, request.UserId, id => commands.SetPassword(id, request.Password, !request.NoChangeRequired)))
        .Add<UpdateMachineV1Request, DetailsResponse>("UpdateMachine", "user.write", UpdateMachine)
        .Add<UserIdRequest, MachineSecretResponse>("GenerateMachineSecret", "user.write", GenerateSecret)
        .Add<UserIdRequest, DetailsResponse>("RemoveMachineSecret", "user.write", (call, request) => Change(call, request.UserId, commands.RemoveSecret))
        .Add<MachineKeyIdRequest, GetMachineKeyResponse>("GetMachineKeyByIDs", "user.read", GetKey)
        .Add<ListCredentialsV1Request, ListMachineKeysResponse>("ListMachineKeys", "user.read", ListKeys)
        .Add<AddMachineKeyRequest, AddMachineKeyResponse>("AddMachineKey", "user.write", AddKey)
        .Add<MachineKeyIdRequest, DetailsResponse>("RemoveMachineKey", "user.write",
            (call, request) => Change(call, request.UserId, id => commands.RemoveKey(id, request.KeyId)))
        .Add<PatIdRequest, GetPatResponse>("GetPersonalAccessTokenByIDs", "user.read", GetToken)
        .Add<ListCredentialsV1Request, ListPatsResponse>("ListPersonalAccessTokens", "user.read", ListTokens)
        .Add<AddPatV1Request, AddPatV1Response>("AddPersonalAccessToken", "user.write", AddToken)
        .Add<PatIdRequest, DetailsResponse>("RemovePersonalAccessToken", "user.write",
            (call, request) => Change(call, request.UserId, id => commands.RemovePersonalAccessToken(id, request.TokenId)));

    private static UserV1Response GetByLoginName(ApiCall call, LoginNameRequest request) =>
        call.State.Users.By(User.ByLoginName, User.NormalizeLoginName(request.LoginName)).FirstOrDefault() is { } user
            ? new(Message(user))
            : throw ZitadelError.NotFound("QUERY-Dfbg2", "Errors.User.NotFound");

    private ListUsersV1Response List(ApiCall call, ListUsersRequest request)
    {
        var found = request.Search(call.State.Users.By(User.ByOrganization, call.OrganizationId));
        return new(
            new((ulong)found.Count, clock.GetUtcNow()),
            [.. (request.Query ?? new()).OfV1(UserSearchQuery.Sort(found, request.SortingColumn)).Select(Message)]);
    }

    private static IsUserUniqueResponse IsUnique(ApiCall call, IsUserUniqueRequest request) => new(
        !call.State.Users.By(User.ByLoginName, User.NormalizeLoginName(request.UserName)).Any()
        && !call.State.Users.By(User.ByEmail, User.NormalizeLoginName(request.Email)).Any(user => user.OrganizationId == call.OrganizationId));

    // A person whose address isn't verified, or who has no password, has to activate itself first (other than in v2).
    private UserIdResponse AddHuman(ApiCall call, AddHumanV1Request request, string password, bool isImport)
    {
        if (request.HashedPassword is not null)
            throw ZitadelError.InvalidArgument("USER-oz74onzvqr", "Errors.User.Password.NotSupported");
        var isInitial = !request.Email!.IsEmailVerified || password.Length == 0;
        var (user, _, _) = commands.AddHuman(new()
        {
            OrganizationId = call.OrganizationId,
            Username = request.UserName,
            GivenName = request.Profile!.FirstName,
            FamilyName = request.Profile.LastName,
            DisplayName = request.Profile.DisplayName,
            NickName = request.Profile.NickName,
            PreferredLanguage = request.Profile.PreferredLanguage,
            Gender = UserNames.Gender.Value(request.Profile.Gender) ?? default,
            Email = request.Email.Email,
            EmailVerified = request.Email.IsEmailVerified,
            Phone = request.Phone?.Phone ?? "",
            PhoneVerified = request.Phone?.IsPhoneVerified == true,
            Password = password.Length == 0 ? null : password,
            PasswordChangeRequired = isImport ? request.PasswordChangeRequired : password.Length > 0,
            IsInitial = isInitial,
        });
        if (isInitial)
        {
            var (initial, code) = commands.RenewInitializationCode(user.Id);
            mails.SendInitialization(initial, code, call.Issuer);
        }

        return new(user.Id, DetailsMessage.Changed(user.Details));
    }

    private UserIdResponse AddMachine(ApiCall call, AddMachineV1Request request)
    {
        var user = commands.AddMachine(
            call.OrganizationId,
            string.IsNullOrEmpty(request.UserId) ? null : request.UserId,
            request.UserName,
            new() { Name = request.Name, Description = request.Description, JwtAccessTokens = request.AccessTokenType == UserNames.JwtAccessTokens },
            []);
        return new(user.Id, DetailsMessage.Changed(user.Details));
    }

    private DetailsResponse UpdateProfile(ApiCall call, UpdateProfileV1Request request) => Change(call, request.UserId, id => commands.UpdateHuman(id, new()
    {
        Profile = new(
            request.FirstName,
            request.LastName,
            request.NickName,
            request.DisplayName.Length == 0 ? $"{request.FirstName} {request.LastName}" : request.DisplayName,
            request.PreferredLanguage,
            UserNames.Gender.Value(request.Gender) ?? default),
    }).User);

    private DetailsResponse UpdateMachine(ApiCall call, UpdateMachineV1Request request)
    {
        if (call.State.Users.Find(request.UserId) is not { Machine: not null } before || before.OrganizationId != call.OrganizationId)
            throw ZitadelError.NotFound("COMMAND-5M0od", "Errors.User.NotFound");
        var user = commands.UpdateMachine(
            request.UserId, null, request.Name, request.Description, request.AccessTokenType == UserNames.JwtAccessTokens);
        return user == before
            ? throw ZitadelError.FailedPrecondition("COMMAND-2n8vs", "Errors.User.NotChanged")
            : new(DetailsMessage.Changed(user.Details));
    }

    private static DetailsResponse Change(ApiCall call, string userId, Func<string, User> change, string notFound = "COMMAND-uXHNj")
    {
        Find(call, userId, notFound);
        return new(DetailsMessage.Changed(change(userId).Details));
    }

    private static User Find(ApiCall call, string userId, string notFound = "QUERY-Dfbg2") =>
        call.State.Users.Find(userId) is { } user && user.OrganizationId == call.OrganizationId ? user
            : throw ZitadelError.NotFound(notFound, "Errors.User.NotFound");

    private static User FindHuman(ApiCall call, string userId) =>
        Find(call, userId) is { Human: not null } user ? user : throw ZitadelError.NotFound("QUERY-Dfbg2", "Errors.User.NotFound");
}
