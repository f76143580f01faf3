using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Users;

// E-mail addresses and phone numbers, and the codes for them and for passwords.
internal sealed partial class UserManagement
{
    private DetailsResponse UpdateEmail(ApiCall call, UpdateEmailV1Request request)
    {
        var before = FindToChange(call, request.UserId, "COMMAND-0Pe4r", "Errors.User.Email.NotFound");
        if (before.State == UserState.Initial)
            throw ZitadelError.FailedPrecondition("COMMAND-J8dsk", "Errors.User.NotInitialised");
        if (before.Human!.Email == request.Email && (before.Human.EmailVerified || !request.IsEmailVerified))
            throw ZitadelError.FailedPrecondition("COMMAND-2b7fM", "Errors.User.Email.NotChanged");
        var (user, code) = commands.SetEmail(request.UserId, request.Email, request.IsEmailVerified);
        if (code is not null)
            mails.SendEmailVerification(user, code, call.Issuer);
        return new(DetailsMessage.Changed(user.Details));
    }

    private DetailsResponse UpdatePhone(ApiCall call, UpdatePhoneV1Request request)
    {
        var before = FindToChange(call, request.UserId, "COMMAND-3M0fs", "Errors.User.NotFound");
        if (before.Human!.Phone == PhoneNumber.Normalize(request.Phone) && (before.Human.PhoneVerified || !request.IsPhoneVerified))
            throw ZitadelError.FailedPrecondition("COMMAND-wF94r", "Errors.User.Phone.NotChanged");
        return new(DetailsMessage.Changed(commands.SetPhone(request.UserId, request.Phone, request.IsPhoneVerified).User.Details));
    }

    private DetailsResponse RemovePhone(ApiCall call, UserIdRequest request)
    {
        if (FindToChange(call, request.UserId, "COMMAND-3M9fs", "Errors.User.NotFound").Human!.Phone.Length == 0)
            throw ZitadelError.NotFound("COMMAND-p6rsc", "Errors.User.Phone.NotFound");
        return new(DetailsMessage.Changed(commands.RemovePhone(request.UserId).Details));
    }

    private DetailsResponse ResendInitialization(ApiCall call, ResendInitializationRequest request)
    {
        if (call.State.Users.Find(request.UserId) is not { Human: { } human } before || before.OrganizationId != call.OrganizationId)
            throw ZitadelError.NotFound("COMMAND-2M9df", "Errors.User.NotFound");
        if (before.State == UserState.Initial && request.Email.Length > 0 && request.Email != human.Email)
            commands.SetEmail(before.Id, request.Email, isVerified: false);
        var (user, code) = commands.RenewInitializationCode(before.Id);
        mails.SendInitialization(user, code, call.Issuer);
        return new(DetailsMessage.Changed(user.Details));
    }

    private DetailsResponse ResendEmailVerification(ApiCall call, UserIdRequest request)
    {
        if (call.State.Users.Find(request.UserId) is not { Human: not null } before || before.OrganizationId != call.OrganizationId)
            throw ZitadelError.NotFound("COMMAND-0Pe4r", "Errors.User.Email.NotFound");
        if (before.State == UserState.Initial)
            throw ZitadelError.FailedPrecondition("COMMAND-E3fbw", "Errors.User.NotInitialised");
        var (user, code) = commands.RenewEmailCode(before.Id);
        mails.SendEmailVerification(user, code, call.Issuer);
        return new(DetailsMessage.Changed(user.Details));
    }

    // Nothing here sends text messages; the new code replaces the old one all the same.
    private DetailsResponse ResendPhoneVerification(ApiCall call, UserIdRequest request)
    {
        if (FindToChange(call, request.UserId, "COMMAND-2M0fs", "Errors.User.NotFound").Human!.Phone.Length == 0)
            throw ZitadelError.NotFound("COMMAND-2b7Hf", "Errors.User.Phone.NotFound");
        return new(DetailsMessage.Changed(commands.RenewPhoneCode(request.UserId).User.Details));
    }

    private DetailsResponse SendPasswordReset(ApiCall call, UserIdRequest request)
    {
        if (FindToChange(call, request.UserId, "COMMAND-Hj9ds", "Errors.User.NotFound").State == UserState.Initial)
            throw ZitadelError.FailedPrecondition("COMMAND-2M9sd", "Errors.User.NotInitialised");
        var (user, code) = commands.RenewPasswordCode(request.UserId);
        mails.SendPasswordReset(user, code, call.Issuer);
        return new(DetailsMessage.Changed(user.Details));
    }

    private static User FindToChange(ApiCall call, string userId, string notFound, string key) =>
        call.State.Users.Find(userId) is { Human: not null } user && user.OrganizationId == call.OrganizationId
            ? user
            : throw ZitadelError.FailedPrecondition(notFound, key);
}

internal sealed record ResendInitializationRequest(string UserId = "", string Email = "");
