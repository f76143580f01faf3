using EmbeddedZitadel.Mails;
using EmbeddedZitadel.Users;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.Login;

/// <summary>What people have to do, or may do, with their password and e-mail address while they sign in.</summary>
// Not in parallel within: they share the clock, which one of them moves by an hour.
[Parallelizable(ParallelScope.Self)]
public sealed class Passwords_and_addresses
{
    private const string NewPassword = "Password2!";
    private LoginServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public ValueTask Stop() => _server.DisposeAsync();

    [Test]
    public async Task A_password_that_has_to_be_changed_is_changed_before_the_login_goes_on()
    {
        _server.AddPerson("changer", "Cha Nger", human => human with { PasswordChangeRequired = true });
        using var visitor = new Visitor(_server);
        var request = await visitor.Begin();
        await visitor.SignIn("changer");
        Assert.That(visitor.Title, Is.EqualTo("Change Password"));

        await Change(visitor, LoginServer.Password, NewPassword);
        Assert.That(visitor.Page.Body!.TextContent, Does.Contain("Your password was changed successfully."));
        await visitor.Submit();
        Assert.That(visitor.Left, Is.EqualTo($"/oauth/v2/authorize/callback?id={request.Id}"));

        using var elsewhere = new Visitor(_server);
        await elsewhere.Begin();
        await elsewhere.SignIn("changer", NewPassword);
        Assert.That(elsewhere.Left, Does.StartWith("/oauth/v2/authorize/callback"));
    }

    [TestCase("wrong", NewPassword, NewPassword, "Password is invalid")]
    [TestCase(LoginServer.Password, "weak", "weak", "Password is too short")]
    [TestCase(LoginServer.Password, LoginServer.Password, LoginServer.Password, "An internal error occurred", Description = "ZITADEL, seen")]
    [TestCase(LoginServer.Password, NewPassword, "Password3!", "Password confirmation is wrong")]
    [TestCase("", NewPassword, NewPassword, "Password is empty")]
    public async Task A_change_that_does_not_work_says_why(string old, string password, string confirmation, string error)
    {
        var name = $"stays{TestContext.CurrentContext.Test.ID}";
        _server.AddPerson(name, "St Ays", human => human with { PasswordChangeRequired = true });
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.SignIn(name);
        await Change(visitor, old, password, confirmation);
        Assert.That((visitor.Title, visitor.Error), Is.EqualTo(("Change Password", error)));
    }

    [Test]
    public async Task A_changed_password_ends_single_sign_on_in_other_browsers()
    {
        var user = _server.AddPerson("two.browsers", "Two Browsers");
        using var one = new Visitor(_server);
        using var other = new Visitor(_server);
        await one.Begin();
        await one.SignIn("two.browsers");
        await other.Begin();
        await other.SignIn("two.browsers");

        _server.Store.Change(change => change.Put(user with { Human = user.Human! with { PasswordChangeRequired = true } }));
        await one.Begin();
        await Change(one, LoginServer.Password, NewPassword);

        await one.Begin();
        Assert.That(one.Left, Does.StartWith("/oauth/v2/authorize/callback"));
        await other.Begin();
        Assert.That(other.Title, Is.EqualTo("Password"));
    }

    [Test]
    public async Task A_forgotten_password_is_set_anew_with_a_mailed_code()
    {
        _server.AddPerson("forgetful", "For Getful");
        using var visitor = new Visitor(_server);
        var request = await visitor.Begin();
        await visitor.Submit(("loginName", "forgetful"));
        await visitor.Open(visitor.Page.QuerySelector("[data-testid=reset-button]")!.GetAttribute("href")!);
        Assert.That(visitor.Title, Is.EqualTo("Password Reset Link Sent"));

        var mail = MailFor("forgetful");
        await visitor.Open(mail.Link);
        await visitor.Submit("resend", "false", ("code", "WRONG!"), ("password", NewPassword), ("passwordconfirm", NewPassword));
        Assert.That(visitor.Error, Is.EqualTo("Code is invalid"));
        await visitor.Submit("resend", "false", ("code", mail.Code), ("password", NewPassword), ("passwordconfirm", NewPassword));
        Assert.That(visitor.Title, Is.EqualTo("Password Set"));

        await visitor.Submit();
        await visitor.Submit(("password", NewPassword));
        Assert.That(visitor.Left, Is.EqualTo($"/oauth/v2/authorize/callback?id={request.Id}"));

        await visitor.Open(mail.Link);
        await visitor.Submit("resend", "false", ("code", mail.Code), ("password", "Password3!"), ("passwordconfirm", "Password3!"));
        Assert.That(visitor.Error, Is.EqualTo("There is no code for this user"), "a code works once");
    }

    [Test]
    public async Task A_code_ends_after_an_hour()
    {
        _server.AddPerson("late", "La Te");
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.Submit(("loginName", "late"));
        await visitor.Open(visitor.Page.QuerySelector("[data-testid=reset-button]")!.GetAttribute("href")!);

        var mail = MailFor("late");
        _server.Clock.Advance(TimeSpan.FromHours(1));
        await visitor.Open(mail.Link);
        await visitor.Submit("resend", "false", ("code", mail.Code), ("password", NewPassword), ("passwordconfirm", NewPassword));
        Assert.That(visitor.Error, Is.EqualTo("Code is expired"));
    }

    [Test]
    public async Task A_user_without_a_password_gets_a_code_to_set_one()
    {
        _server.AddPerson("no.password", "No Password", human => human with { PasswordHash = null, PasswordChanged = null });
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.Submit(("loginName", "no.password"));
        Assert.That(visitor.Title, Is.EqualTo("Set Password"));

        await visitor.Submit(
            "resend", "false", ("code", MailFor("no.password").Code), ("password", NewPassword), ("passwordconfirm", NewPassword));
        await visitor.Submit();
        await visitor.Submit(("password", NewPassword));
        Assert.That(visitor.Left, Does.StartWith("/oauth/v2/authorize/callback"));
    }

    [Test]
    public async Task An_address_that_is_not_verified_is_verified_before_the_login_goes_on()
    {
        _server.AddPerson("unverified", "Un Verified", human => human with { EmailVerified = false });
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.SignIn("unverified");
        Assert.That(visitor.Title, Is.EqualTo("Verify E-Mail"));

        await visitor.Submit("resend", "false", ("code", "WRONG!"));
        Assert.That(visitor.Error, Is.EqualTo("Code is invalid"));
        await visitor.Submit("resend", "false", ("code", MailFor("unverified").Code));
        await visitor.Submit();
        Assert.That(visitor.Left, Does.StartWith("/oauth/v2/authorize/callback"));
    }

    [Test]
    public async Task A_user_with_neither_password_nor_verified_address_gets_one_code_for_both()
    {
        _server.AddPerson("neither", "Nei Ther", human => human with { EmailVerified = false, PasswordHash = null, PasswordChanged = null });
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.Submit(("loginName", "neither"));
        await visitor.Open(MailFor("neither").Link);
        Assert.That(visitor.Title, Is.EqualTo("Verify E-Mail"));

        await visitor.Submit("resend", "false", ("password", NewPassword), ("passwordconfirm", NewPassword));
        Assert.That(visitor.Title, Is.EqualTo("E-Mail Verified"));
        await visitor.Submit();
        await visitor.Submit(("password", NewPassword));
        Assert.That(visitor.Left, Does.StartWith("/oauth/v2/authorize/callback"));
    }

    [TestCase(UserState.Inactive, "AUTH-2n8fs", "User is inactive")]
    [TestCase(UserState.Locked, "AUTH-SF3gb", "User is locked")]
    public async Task A_user_who_may_not_sign_in_is_told_so(UserState state, string errorId, string error)
    {
        var user = _server.AddPerson($"may.not.{state}", "May Not");
        _server.Store.Change(change => change.Put(user with { State = state }));
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.Submit(("loginName", user.Username));
        Assert.That((visitor.Title, visitor.ErrorId, visitor.Error), Is.EqualTo(("Welcome Back!", errorId, error)));
    }

    [Test]
    public async Task A_user_who_was_deactivated_has_to_sign_in_again_afterwards()
    {
        var user = _server.AddPerson("comes.back", "Comes Back");
        using var visitor = new Visitor(_server);
        await visitor.Begin();
        await visitor.SignIn("comes.back");
        var users = _server.Services.GetRequiredService<UserCommands>();
        users.Deactivate(user.Id);
        users.Reactivate(user.Id);

        await visitor.Begin();
        Assert.That(visitor.Page.QuerySelector("button[name=userID]")!.TextContent, Does.Contain("Comes Back").And.Contain("Signed out"));
    }

    private static Task Change(Visitor visitor, string old, string password, string? confirmation = null) => visitor.Submit(
        ("change-old-password", old), ("change-new-password", password), ("change-password-confirmation", confirmation ?? password));

    private Mail MailFor(string username) =>
        _server.Services.GetRequiredService<Mailbox>().Mails.First(mail => mail.To == $"{username}@acme.example");
}
