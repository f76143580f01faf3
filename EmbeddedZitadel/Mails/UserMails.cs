using EmbeddedZitadel.Login;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Mails;

/// <summary>The mails that users get, with ZITADEL's subjects and links to the login pages.</summary>
public sealed class UserMails(Mailbox mailbox, TimeProvider clock)
{
    /// <summary>Whoever registered activates their user with this.</summary>
    public void SendInitialization(User user, string code, string issuer, string? authRequestId = null) => Send(
        user, "Initialize User", "This user was created for you. Activate it with the code, or with the link.", code,
        $"{issuer}{LoginPaths.ActivateUser}?authRequestID={Uri.EscapeDataString(authRequestId ?? "")}&userID={user.Id}&loginname={
            Uri.EscapeDataString(user.PreferredLoginName)}&code={code}&orgID={user.OrganizationId}&passwordset={
            (user.Human?.PasswordHash is null ? "false" : "true")}");

    /// <summary>Sets a new password.</summary>
    public void SendPasswordReset(User user, string code, string issuer, string? authRequestId = null, string? urlTemplate = null) => Send(
        user, "Reset password", "Somebody, hopefully you, asked for a new password. Set it with the code, or with the link.", code,
        UrlTemplate.Fill(urlTemplate, user, code)
        ?? Link(LoginPaths.SetPassword, user, code, issuer, authRequestId));

    /// <summary>Verifies the e-mail address.</summary>
    public void SendEmailVerification(User user, string code, string issuer, string? authRequestId = null, string? urlTemplate = null) => Send(
        user, "Verify email", "A new e-mail address was added to your user. Verify it with the code, or with the link.", code,
        UrlTemplate.Fill(urlTemplate, user, code)
        ?? Link(LoginPaths.VerifyEmail, user, code, issuer, authRequestId));

    /// <summary>Invites somebody to an application that takes the code; there is no page for it here.</summary>
    public void SendInvitation(User user, string code, string? urlTemplate) => Send(
        user, "Invitation", "You are invited. Enter the code where you were invited to, or with the link.", code,
        UrlTemplate.Fill(urlTemplate, user, code) ?? "");

    private static string Link(string page, User user, string code, string issuer, string? authRequestId) =>
        $"{issuer}{page}?authRequestID={Uri.EscapeDataString(authRequestId ?? "")}&userID={user.Id}&code={code}&orgID={user.OrganizationId}";

    private void Send(User user, string subject, string text, string code, string link) =>
        mailbox.Send(new(user.Human?.Email ?? "", subject, text, code, link, clock.GetUtcNow()));
}
