using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Users;

// E-mail addresses, phone numbers, passwords, and the codes for them.
internal sealed partial class UserService
{
    private VerificationCodeResponse SetEmail(ApiCall call, SetEmailRequest request)
    {
        var user = Find(call, request.UserId, "COMMAND-ieJ2e");
        if (request.IsVerified)
            call.Require(user.OrganizationId); // nobody verifies their own address without a code
        call.RequireUnlessSelf(user);
        var (changed, code) = commands.SetEmail(user.Id, request.Email, request.IsVerified);
        return new(DetailsMessage.Changed(changed.Details), ReturnOrMail(call, changed, code, request.ReturnCode));
    }

    private VerificationCodeResponse ResendEmailCode(ApiCall call, SendCodeRequest request)
    {
        if (Find(call, request.UserId, "COMMAND-ieJ2e").Human is { EmailCode: null })
            throw ZitadelError.FailedPrecondition("EMAIL-5w5ilin4yt", "Errors.User.Code.Empty");
        return SendEmailCode(call, request);
    }

    private VerificationCodeResponse SendEmailCode(ApiCall call, SendCodeRequest request)
    {
        call.RequireUnlessSelf(Find(call, request.UserId, "COMMAND-ieJ2e"));
        var (user, code) = commands.RenewEmailCode(request.UserId);
        return new(DetailsMessage.Changed(user.Details), ReturnOrMail(call, user, code, request.ReturnCode));
    }

    private DetailsResponse VerifyEmail(ApiCall call, VerifyCodeRequest request)
    {
        call.RequireUnlessSelf(Find(call, request.UserId, "COMMAND-ieJ2e"));
        return new(DetailsMessage.Changed(commands.VerifyEmail(request.UserId, request.VerificationCode).Details));
    }

    private VerificationCodeResponse SetPhone(ApiCall call, SetPhoneRequest request)
    {
        var user = Find(call, request.UserId, "COMMAND-ieJ2e");
        if (request.IsVerified)
            call.Require(user.OrganizationId);
        call.RequireUnlessSelf(user);
        var (changed, code) = commands.SetPhone(user.Id, request.Phone, request.IsVerified);
        return new(DetailsMessage.Changed(changed.Details), request.ReturnCode is null ? null : code);
    }

    private DetailsResponse RemovePhone(ApiCall call, UserIdRequest request)
    {
        call.RequireUnlessSelf(Find(call, request.UserId, "COMMAND-ieJ2e"));
        return new(DetailsMessage.Changed(commands.RemovePhone(request.UserId).Details));
    }

    // There is nothing here that could send a text message, so a code goes nowhere unless it is returned.
    private VerificationCodeResponse ResendPhoneCode(ApiCall call, SendCodeRequest request)
    {
        call.RequireUnlessSelf(Find(call, request.UserId, "COMMAND-ieJ2e"));
        var (user, code) = commands.RenewPhoneCode(request.UserId);
        return new(DetailsMessage.Changed(user.Details), request.ReturnCode is null ? null : code);
    }

    private DetailsResponse VerifyPhone(ApiCall call, VerifyCodeRequest request)
    {
        call.RequireUnlessSelf(Find(call, request.UserId, "COMMAND-ieJ2e"));
        return new(DetailsMessage.Changed(commands.VerifyPhone(request.UserId, request.VerificationCode).Details));
    }

    private VerificationCodeResponse PasswordReset(ApiCall call, PasswordResetRequest request)
    {
        call.RequireUnlessSelf(Find(call, request.UserId, "COMMAND-SAF4f"));
        var (user, code) = commands.RenewPasswordCode(request.UserId);
        if (request.ReturnCode is not null)
            return new(DetailsMessage.Changed(user.Details), code);
        mails.SendPasswordReset(user, code, call.Issuer);
        return new(DetailsMessage.Changed(user.Details), null);
    }

    private DetailsResponse SetPassword(ApiCall call, SetPasswordRequest request)
    {
        var user = Find(call, request.UserId, "COMMAND-G8dh3");
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
