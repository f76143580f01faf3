using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Mails;

namespace EmbeddedZitadel.Users;

// E-mail addresses, phone numbers, passwords, and the codes for them.
internal sealed partial class UserService
{
    private VerificationCodeResponse SetEmail(ApiCall call, SetEmailRequest request)
    {
        var user = FindPerson(call, request.UserId);
        if (request.IsVerified)
            call.Require(user.OrganizationId); // nobody verifies their own address without a code
        call.RequireUnlessSelf(user);
        UrlTemplate.Check(request.SendCode?.UrlTemplate);
        RequireChange(user, user.Human!.Email, request.Email, "Errors.User.Email.NotChanged");
        var (changed, code) = commands.SetEmail(user.Id, request.Email, request.IsVerified);
        return new(DetailsMessage.Changed(changed.Details), ReturnOrMail(call, changed, code, request.ReturnCode, request.SendCode));
    }

    private VerificationCodeResponse ResendEmailCode(ApiCall call, SendCodeRequest request)
    {
        var user = FindPerson(call, request.UserId);
        call.RequireUnlessSelf(user);
        return user.Human!.EmailCode is null
            ? throw ZitadelError.FailedPrecondition("EMAIL-5w5ilin4yt", "Errors.User.Code.Empty")
            : SendEmailCode(call, request);
    }

    private VerificationCodeResponse SendEmailCode(ApiCall call, SendCodeRequest request)
    {
        call.RequireUnlessSelf(FindPerson(call, request.UserId));
        UrlTemplate.Check(request.SendCode?.UrlTemplate);
        var (user, code) = commands.RenewEmailCode(request.UserId, evenIfVerified: true);
        return new(DetailsMessage.Changed(user.Details), ReturnOrMail(call, user, code, request.ReturnCode, request.SendCode));
    }

    // The code is the right: whoever has it may verify with it.
    private DetailsResponse VerifyEmail(ApiCall call, VerifyCodeRequest request)
    {
        FindPerson(call, request.UserId);
        return new(DetailsMessage.Changed(WithCode(() => commands.VerifyEmail(request.UserId, request.VerificationCode)).Details));
    }

    private VerificationCodeResponse SetPhone(ApiCall call, SetPhoneRequest request)
    {
        var user = FindPerson(call, request.UserId);
        if (request.IsVerified)
            call.Require(user.OrganizationId);
        call.RequireUnlessSelf(user);
        RequireChange(user, user.Human!.Phone, PhoneNumber.Normalize(request.Phone), "Errors.User.Phone.NotChanged");
        var (changed, code) = commands.SetPhone(user.Id, request.Phone, request.IsVerified);
        return new(DetailsMessage.Changed(changed.Details), request.ReturnCode is null ? null : code);
    }

    private DetailsResponse RemovePhone(ApiCall call, UserIdRequest request)
    {
        call.Require(FindPerson(call, request.UserId).OrganizationId); // for others only: nobody removes their own number
        return new(DetailsMessage.Changed(commands.RemovePhone(request.UserId).Details));
    }

    // There is nothing here that could send a text message, so a code goes nowhere unless it is returned.
    private VerificationCodeResponse ResendPhoneCode(ApiCall call, SendCodeRequest request)
    {
        var before = FindPerson(call, request.UserId);
        call.RequireUnlessSelf(before);
        if (before.Human!.PhoneCode is null)
            throw ZitadelError.FailedPrecondition("PHONE-5xrra88eq8", "Errors.User.Code.Empty");
        var (user, code) = commands.RenewPhoneCode(request.UserId);
        return new(DetailsMessage.Changed(user.Details), request.ReturnCode is null ? null : code);
    }

    private DetailsResponse VerifyPhone(ApiCall call, VerifyCodeRequest request)
    {
        FindPerson(call, request.UserId);
        return new(DetailsMessage.Changed(WithCode(() => commands.VerifyPhone(request.UserId, request.VerificationCode)).Details));
    }

    // The same once more is refused, even where it would verify what is there.
    private static void RequireChange(User user, string before, string after, string notChanged)
    {
        if (user.State == UserState.Initial)
            throw ZitadelError.FailedPrecondition("COMMAND-uz0Uu", "Errors.User.NotInitialised");
        if (before == after)
            throw ZitadelError.FailedPrecondition("COMMAND-Uch5e", notChanged);
    }

    private static User FindPerson(ApiCall call, string userId) => Find(call, userId, "COMMAND-ieJ2e") is { Human: not null } user
        ? user
        : throw ZitadelError.NotFound("COMMAND-ieJ2e", "Errors.User.NotFound");

    // Here, other than on its pages, ZITADEL does not say whether a code is wrong, expired or was never sent.
    private static User WithCode(Func<User> verify, string id = "COMMAND-eis9R")
    {
        try
        {
            return verify();
        }
        catch (ZitadelError refusal) when (refusal.Key.StartsWith("Errors.User.Code.", StringComparison.Ordinal))
        {
            throw ZitadelError.InvalidArgument(id, "Errors.User.Code.Invalid");
        }
    }

    private VerificationCodeResponse PasswordReset(ApiCall call, PasswordResetRequest request)
    {
        call.RequireUnlessSelf(Find(call, request.UserId, "COMMAND-SAF4f"));
        UrlTemplate.Check(request.SendLink?.UrlTemplate);
        var (user, code) = commands.RenewPasswordCode(request.UserId);
        if (request.ReturnCode is not null)
            return new(DetailsMessage.Changed(user.Details), code);
        mails.SendPasswordReset(user, code, call.Issuer, urlTemplate: request.SendLink?.UrlTemplate);
        return new(DetailsMessage.Changed(user.Details), null);
    }

    private DetailsResponse SetPassword(ApiCall call, SetPasswordRequest request)
    {
        var user = call.State.Users.Find(request.UserId) is { Human: not null } person
            ? person
            : throw ZitadelError.FailedPrecondition("COMMAND-3M0fs", "Errors.User.NotFound");
        return new(DetailsMessage.Changed(SetPassword(call, user, request.NewPassword, null, request.CurrentPassword, request.VerificationCode).Details));
    }

    private User SetPassword(ApiCall call, User user, PasswordMessage? password, EmptyMessage? hash, string? currentPassword, string? verificationCode)
    {
        RefuseMissingFeatures(hash, null, null);
        var newPassword = password?.Password ?? throw ZitadelError.InvalidArgument("COMMAND-3klek4sbns", "Errors.User.Password.Empty");
        if (!string.IsNullOrEmpty(currentPassword))
            return commands.ChangeOwnPassword(user.Id, currentPassword, newPassword);
        if (!string.IsNullOrEmpty(verificationCode))
            return commands.SetPasswordWithCode(user.Id, verificationCode, newPassword);

        if (!call.Allows("user.credential.write", user.OrganizationId))
            call.Require(user.OrganizationId);
        return commands.SetPassword(user.Id, newPassword, password.ChangeRequired);
    }

    private DetailsResponse SkipMfaInit(ApiCall call, UserIdRequest request)
    {
        call.RequireUnlessSelf(Find(call, request.UserId, "COMMAND-auj6jeBei4"));
        return new(DetailsMessage.Changed(commands.SkipMfaInit(request.UserId).Details));
    }
}

internal sealed record SetEmailRequest(string UserId = "", string Email = "", SendCode? SendCode = null, EmptyMessage? ReturnCode = null,
    bool IsVerified = false);

internal sealed record SetPhoneRequest(string UserId = "", string Phone = "", SendCode? SendCode = null, EmptyMessage? ReturnCode = null,
    bool IsVerified = false);

internal sealed record SendCodeRequest(string UserId = "", SendCode? SendCode = null, EmptyMessage? ReturnCode = null);

internal sealed record VerifyCodeRequest(string UserId = "", string VerificationCode = "");

internal sealed record VerificationCodeResponse(DetailsMessage Details, string? VerificationCode);

internal sealed record PasswordResetRequest(string UserId = "", SendCode? SendLink = null, EmptyMessage? ReturnCode = null);

internal sealed record SetPasswordRequest(string UserId = "", PasswordMessage? NewPassword = null, string? CurrentPassword = null,
    string? VerificationCode = null);
