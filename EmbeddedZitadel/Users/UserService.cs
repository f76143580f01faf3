using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Mails;

namespace EmbeddedZitadel.Users;

/// <summary><c>zitadel.user.v2.UserService</c>, without second factors, passkeys and identity providers.</summary>
internal sealed partial class UserService(UserCommands commands, UserMails mails, OpaqueTokens tokens, TimeProvider clock) : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods) => methods.Service("zitadel.user.v2.UserService", ProtoJson.Options(UserJson.Default))
        .Add<CreateUserRequest, CreateUserResponse>("CreateUser", "user.write", Create)
        .Add<AddHumanUserRequest, AddHumanUserResponse>("AddHumanUser", "user.write", AddHuman)
        .Add<UserIdRequest, GetUserResponse>("GetUserByID", "user.read", Get)
        .Add<ListUsersRequest, ListUsersResponse>("ListUsers", "user.read", List)
        .Add<UpdateUserRequest, UpdateUserResponse>("UpdateUser", "user.write", Update)
        .Add<UpdateHumanUserRequest, UpdateHumanUserResponse>("UpdateHumanUser", "user.write", UpdateHuman)
        .Add<UserIdRequest, DetailsResponse>("DeactivateUser", "user.write",
            (call, request) => Change(call, request.UserId, "COMMAND-5gp2p62iin", commands.Deactivate))
        .Add<UserIdRequest, DetailsResponse>("ReactivateUser", "user.write",
            (call, request) => Change(call, request.UserId, "COMMAND-9hy5kzbuk6", commands.Reactivate))
        .Add<UserIdRequest, DetailsResponse>("LockUser", "user.write", (call, request) => Change(call, request.UserId, "COMMAND-450yxuqrh1", commands.Lock))
        .Add<UserIdRequest, DetailsResponse>("UnlockUser", "user.write", (call, request) => Change(call, request.UserId, "COMMAND-x377t913pw", commands.Unlock))
        .Add<UserIdRequest, DetailsResponse>("DeleteUser", "user.delete",
            (call, request) => Change(call, request.UserId, "COMMAND-bd4ir1mblj", commands.Delete))
        .Add<SetUserMetadataRequest, SetUserMetadataResponse>("SetUserMetadata", "user.write", SetMetadata)
        .Add<ListUserMetadataRequest, ListUserMetadataResponse>("ListUserMetadata", "user.read", ListMetadata)
        .Add<DeleteUserMetadataRequest, DeletionDateResponse>("DeleteUserMetadata", "user.write", DeleteMetadata)
        .Add<SetEmailRequest, VerificationCodeResponse>("SetEmail", "user.write", SetEmail)
        .Add<SendCodeRequest, VerificationCodeResponse>("ResendEmailCode", "user.write", ResendEmailCode)
        .Add<SendCodeRequest, VerificationCodeResponse>("SendEmailCode", "user.write", SendEmailCode)
        .Add<VerifyCodeRequest, DetailsResponse>("VerifyEmail", "user.write", VerifyEmail)
        .Add<SetPhoneRequest, VerificationCodeResponse>("SetPhone", "user.write", SetPhone)
        .Add<UserIdRequest, DetailsResponse>("RemovePhone", "user.write", RemovePhone)
        .Add<SendCodeRequest, VerificationCodeResponse>("ResendPhoneCode", "user.write", ResendPhoneCode)
        .Add<VerifyCodeRequest, DetailsResponse>("VerifyPhone", "user.write", VerifyPhone)
        .Add<PasswordResetRequest, VerificationCodeResponse>("PasswordReset", "user.write", PasswordReset)
        .Add<SetPasswordRequest, DetailsResponse>("SetPassword", "user.credential.write", SetPassword)
        .Add<SendCodeRequest, InviteCodeResponse>("CreateInviteCode", "user.write", CreateInviteCode)
        .Add<UserIdRequest, DetailsResponse>("ResendInviteCode", "user.write", ResendInviteCode)
        .Add<VerifyCodeRequest, DetailsResponse>("VerifyInviteCode", "user.write", VerifyInviteCode)
        .Add<UserIdRequest, DetailsResponse>("HumanMFAInitSkipped", "user.write", SkipMfaInit)
        .Add<UserIdRequest, AddSecretResponse>("AddSecret", "user.write", AddSecret)
        .Add<UserIdRequest, DeletionDateResponse>("RemoveSecret", "user.write", RemoveSecret)
        .Add<AddKeyRequest, AddKeyResponse>("AddKey", "user.write", AddKey)
        .Add<RemoveKeyRequest, DeletionDateResponse>("RemoveKey", "user.write", RemoveKey)
        .Add<ListKeysRequest, ListKeysResponse>("ListKeys", "user.read", ListKeys)
        .Add<AddPersonalAccessTokenRequest, AddPersonalAccessTokenResponse>("AddPersonalAccessToken", "user.write", AddToken)
        .Add<RemovePersonalAccessTokenRequest, DeletionDateResponse>("RemovePersonalAccessToken", "user.write", RemoveToken)
        .Add<ListPersonalAccessTokensRequest, ListKeysResponse>("ListPersonalAccessTokens", "user.read", ListTokens)
        .Add<UserIdRequest, ListAuthenticationMethodTypesResponse>("ListAuthenticationMethodTypes", "user.read", ListAuthenticationMethods);

    private CreateUserResponse Create(ApiCall call, CreateUserRequest request)
    {
        call.Require(request.OrganizationId);
        if (request.Machine is { } machine)
        {
            if (call.State.Users.Find(request.UserId) is not null)
                throw ZitadelError.FailedPrecondition("COMMAND-k2una", "Errors.User.AlreadyExisting");
            var created = commands.AddMachine(
                request.OrganizationId,
                request.UserId,
                request.Username ?? request.UserId, // without both, its id is its name
                new() { Name = machine.Name, Description = machine.Description ?? "", JwtAccessTokens = machine.AccessTokenType == UserNames.JwtAccessTokens },
                Metadata(request.Metadata));
            return new(created.Id, created.Details.CreationDate, null, null);
        }

        if (request.Human is not { } human)
            throw UserTypeMissing();
        if (human.Metadata is { Count: > 0 } && request.Metadata is { Count: > 0 })
            throw ZitadelError.InvalidArgument("USERv2-j0z7uy", "Errors.User.Metadata.Conflicting");
        var (user, emailCode, phoneCode) = Add(
            call, request.OrganizationId, request.UserId, request.Username, human with { Metadata = [.. human.Metadata ?? [], .. request.Metadata ?? []] });
        return new(user.Id, user.Details.CreationDate, emailCode, phoneCode);
    }

    private AddHumanUserResponse AddHuman(ApiCall call, AddHumanUserRequest request)
    {
        var organizationId = request.Organization switch
        {
            { OrgId.Length: > 0 } organization => organization.OrgId,
            { OrgDomain.Length: > 0 } organization => call.State.Organizations.All.FirstOrDefault(one => one.PrimaryDomain == organization.OrgDomain)?.Id
                ?? throw ZitadelError.NotFound("ORG-SRD3g", "Errors.Org.NotFound"),
            _ => call.OrganizationId,
        };
        call.Require(organizationId);
        var (user, emailCode, phoneCode) = Add(call, organizationId, request.UserId, request.Username, new(
            request.Profile, request.Email, request.Phone, request.Password, request.HashedPassword, request.IdpLinks, request.TotpSecret, request.Metadata));
        return new(user.Id, DetailsMessage.Changed(user.Details), emailCode, phoneCode);
    }

    private (User User, string? EmailCode, string? PhoneCode) Add(ApiCall call, string organizationId, string? id, string? username, CreateHuman human)
    {
        RefuseMissingFeatures(human.HashedPassword, human.IdpLinks, human.TotpSecret);
        var email = human.Email!;
        UrlTemplate.Check(email.SendCode?.UrlTemplate);
        var (user, emailCode, phoneCode) = commands.AddHuman(new()
        {
            OrganizationId = organizationId,
            Id = id,
            Username = string.IsNullOrEmpty(username) ? email.Email : username,
            GivenName = human.Profile?.GivenName ?? "",
            FamilyName = human.Profile?.FamilyName ?? "",
            DisplayName = human.Profile?.DisplayName ?? "",
            NickName = human.Profile?.NickName ?? "",
            PreferredLanguage = human.Profile?.PreferredLanguage ?? "",
            Gender = UserNames.Gender.Value(human.Profile?.Gender) ?? default,
            Email = email.Email,
            EmailVerified = email.IsVerified,
            Phone = human.Phone?.Phone ?? "",
            PhoneVerified = human.Phone?.IsVerified == true,
            Password = human.Password?.Password,
            PasswordChangeRequired = human.Password?.ChangeRequired == true,
            Metadata = Metadata(human.Metadata),
        });
        return (user, ReturnOrMail(call, user, emailCode, email.ReturnCode, email.SendCode), human.Phone?.ReturnCode is null ? null : phoneCode);
    }

    private UpdateUserResponse Update(ApiCall call, UpdateUserRequest request)
    {
        if (request.Human is null && request.Machine is null)
            throw UserTypeMissing();
        if (request.Human?.Phone is { Phone.Length: 0 } removed && (removed.IsVerified || removed.SendCode is not null || removed.ReturnCode is not null))
            throw ZitadelError.InvalidArgument("USERv2-4f3d6", "Errors.User.Phone.VerifyingRemovalIsNotSupported");
        var user = Find(call, request.UserId, "COMMAND-ugjs0upun6");
        if (request.Metadata is { Count: > 0 })
            call.Require(user.OrganizationId); // nobody writes their own metadata
        call.RequireUnlessSelf(user);
        string? emailCode = null, phoneCode = null;
        if (request.Machine is { } machine)
            user = commands.UpdateMachine(user.Id, request.Username, machine.Name, machine.Description,
                machine.AccessTokenType is { } type ? type == UserNames.JwtAccessTokens : null);
        else if (request.Human is { } human)
            (user, emailCode, phoneCode) = Update(call, user, new(user.Id, request.Username, human.Profile, human.Email, human.Phone, human.Password),
                removesPhone: human.Phone is { Phone.Length: 0 });

        if (request.Metadata is { Count: > 0 } metadata)
            user = commands.SetMetadata(user.Id, null, Metadata(metadata), emptyRemoves: true);
        return new(user.Details.ChangeDate, emailCode, phoneCode);
    }

    private UpdateHumanUserResponse UpdateHuman(ApiCall call, UpdateHumanUserRequest request)
    {
        var user = Find(call, request.UserId, "COMMAND-ugjs0upun6");
        call.RequireUnlessSelf(user);
        var (changed, emailCode, phoneCode) = Update(call, user, request);
        return new(DetailsMessage.Changed(changed.Details), emailCode, phoneCode);
    }

    private (User User, string? EmailCode, string? PhoneCode) Update(
        ApiCall call, User user, UpdateHumanUserRequest request, bool removesPhone = false)
    {
        var profile = request.Profile;
        UrlTemplate.Check(request.Email?.SendCode?.UrlTemplate);
        if (request.Email?.IsVerified == true || request.Phone?.IsVerified == true)
            call.Require(user.OrganizationId); // nobody verifies their own address or number without a code
        if (request.Password is { } password)
            SetPassword(call, user, password.Password, password.HashedPassword, password.CurrentPassword, password.VerificationCode);
        var (changed, emailCode, phoneCode) = commands.UpdateHuman(user.Id, new()
        {
            Username = request.Username,
            Profile = profile is null
                ? null
                : new(profile.GivenName, profile.FamilyName, profile.NickName, profile.DisplayName, profile.PreferredLanguage,
                    UserNames.Gender.Value(profile.Gender)),
            Email = request.Email is { } email ? new(email.Email, email.IsVerified) : null,
            Phone = request.Phone is { } phone ? new(phone.Phone, phone.IsVerified, removesPhone) : null,
        });
        return (changed, ReturnOrMail(call, changed, emailCode, request.Email?.ReturnCode, request.Email?.SendCode),
            request.Phone?.ReturnCode is null ? null : phoneCode);
    }

    private static DetailsResponse Change(ApiCall call, string userId, string notFound, Func<string, User> change)
    {
        call.Require(Find(call, userId, notFound).OrganizationId);
        return new(DetailsMessage.Changed(change(userId).Details));
    }

    private static ZitadelError UserTypeMissing() => new(StatusCode.Unimplemented, "", "user type is not implemented");

    private string? ReturnOrMail(ApiCall call, User user, string? code, EmptyMessage? returnCode, SendCode? send)
    {
        if (code is null || returnCode is not null)
            return code;
        mails.SendEmailVerification(user, code, call.Issuer, urlTemplate: send?.UrlTemplate);
        return null;
    }

    private static User Find(ApiCall call, string userId, string notFound) =>
        call.State.Users.Find(userId) ?? throw ZitadelError.NotFound(notFound, "Errors.User.NotFound");

    private static List<KeyValuePair<string, byte[]>> Metadata(IReadOnlyList<MetadataMessage>? metadata) =>
        [.. (metadata ?? []).Select(entry => KeyValuePair.Create(entry.Key, entry.Value ?? []))];

    private static void RefuseMissingFeatures(EmptyMessage? hashedPassword, IReadOnlyList<EmptyMessage>? idpLinks, string? totpSecret)
    {
        if (hashedPassword is not null)
            throw ZitadelError.InvalidArgument("USER-oz74onzvqr", "Errors.User.Password.NotSupported");
        if (idpLinks is { Count: > 0 } || !string.IsNullOrEmpty(totpSecret))
            throw new ZitadelError(StatusCode.Unimplemented, "",
                "EmbeddedZitadel has no identity providers and no second factors; docs/fidelity.md lists what is covered");
    }
}
