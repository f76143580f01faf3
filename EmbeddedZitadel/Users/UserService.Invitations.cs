using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Mails;

namespace EmbeddedZitadel.Users;

// Invitations: a code for somebody who has nothing to sign in with yet. Whoever enters it owns the e-mail address.
internal sealed partial class UserService
{
    private InviteCodeResponse CreateInviteCode(ApiCall call, SendCodeRequest request)
    {
        RequireInvitable(call, request.UserId, "COMMAND-Wgvn4", "COMMAND-EF34g");
        UrlTemplate.Check(request.SendCode?.UrlTemplate);
        var (user, code) = commands.RenewInviteCode(request.UserId);
        if (request.ReturnCode is not null)
            return new(DetailsMessage.Changed(user.Details), code);
        mails.SendInvitation(user, code, request.SendCode?.UrlTemplate);
        return new(DetailsMessage.Changed(user.Details), null);
    }

    private DetailsResponse ResendInviteCode(ApiCall call, UserIdRequest request)
    {
        if (RequireInvitable(call, request.UserId, "COMMAND-H3b2a", "COMMAND-Gg42s").Human!.InviteCode is null)
            throw ZitadelError.FailedPrecondition("COMMAND-Wr3gq", "Errors.User.Code.NotFound");
        var (user, code) = commands.RenewInviteCode(request.UserId);
        mails.SendInvitation(user, code, urlTemplate: null);
        return new(DetailsMessage.Changed(user.Details));
    }

    private DetailsResponse VerifyInviteCode(ApiCall call, VerifyCodeRequest request)
    {
        if (call.State.Users.Find(request.UserId)?.Human is null)
            throw ZitadelError.FailedPrecondition("COMMAND-F5g2h", "Errors.User.NotFound");
        var user = WithCode(() => commands.AcceptInvitation(request.UserId, request.VerificationCode), "COMMAND-Wgn4q");
        return new(DetailsMessage.Changed(user.Details));
    }

    private static User RequireInvitable(ApiCall call, string userId, string notFound, string alreadyInitialised)
    {
        var user = call.State.Users.Find(userId);
        call.Require(user?.OrganizationId ?? "");
        if (user?.Human is null)
            throw ZitadelError.FailedPrecondition(notFound, "Errors.User.NotFound");
        return user.Human.PasswordHash is null ? user : throw ZitadelError.FailedPrecondition(alreadyInitialised, "Errors.User.AlreadyInitialised");
    }
}

internal sealed record InviteCodeResponse(DetailsMessage Details, string? InviteCode);
