using EmbeddedZitadel.Mails;
using Microsoft.Extensions.DependencyInjection;

namespace EmbeddedZitadel.Tests.Api;

/// <summary>People without a password are invited, and mails lead to the pages of the application that asked for them.</summary>
internal sealed class Invitations
{
    private const string Users = "user.v2.UserService/";

    private ApiServer _server = null!;

    [OneTimeSetUp]
    public void Start() => _server = new();

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task Are_accepted_with_their_code_once()
    {
        var user = await InvitedAsync("invited");
        var created = await CallAsync("CreateInviteCode", user, """ ,"returnCode":{} """);
        var code = created.Text("inviteCode");

        var wrong = await CallAsync("VerifyInviteCode", user, """ ,"verificationCode":"000000" """);
        var right = await CallAsync("VerifyInviteCode", user, $""" ,"verificationCode":"{code}" """);
        var again = await CallAsync("VerifyInviteCode", user, $""" ,"verificationCode":"{code}" """);

        Assert.That((wrong.Error, right.Error, again.Error), Is.EqualTo(("400 COMMAND-Wgn4q", "200", "400 COMMAND-Wgn4q")));
        Assert.That((await CallAsync("GetUserByID", user)).Text("user.human.email.isVerified"), Is.EqualTo("true"));
    }

    [Test]
    public async Task Are_for_people_who_cannot_sign_in_yet()
    {
        var withPassword = await _server.AddPersonAsync("has.a.password");

        Assert.That((await CallAsync("CreateInviteCode", withPassword)).Error, Is.EqualTo("400 COMMAND-EF34g"));
        Assert.That((await CallAsync("CreateInviteCode", "123456789012345678")).Error, Is.EqualTo("400 COMMAND-Wgvn4"));
        Assert.That((await CallAsync("ResendInviteCode", await InvitedAsync("not.invited"))).Error, Is.EqualTo("400 COMMAND-Wr3gq"));
    }

    [Test]
    public async Task Lead_to_the_page_of_the_application()
    {
        var user = await InvitedAsync("with.a.page");

        var invited = await CallAsync("CreateInviteCode", user, """ ,"sendCode":{"urlTemplate":"https://app.example/join?u={{.UserID}}&c={{.Code}}&o={{.OrgID}}"} """);
        var mail = _server.Services.GetRequiredService<Mailbox>().Mails.First(one => one.To == "with.a.page@acme.example");

        Assert.That(invited.Json["inviteCode"], Is.Null);
        Assert.That(mail.Link, Is.EqualTo($"https://app.example/join?u={user}&c={mail.Code}&o={_server.OrganizationId}"));
    }

    [TestCase("https://app.example/{{.Banana}}")]
    [TestCase("https://app.example/{{.Code}")]
    public async Task And_other_mails_name_only_what_there_is(string template)
    {
        var user = await _server.AddPersonAsync($"template.{template.Length}");
        var mails = _server.Services.GetRequiredService<Mailbox>().Mails.Count;

        var email = await CallAsync("SetEmail", user, $$""" ,"email":"new@acme.example","sendCode":{"urlTemplate":"{{template}}"} """);
        var reset = await CallAsync("PasswordReset", user, $$""" ,"sendLink":{"urlTemplate":"{{template}}"} """);

        Assert.That((email.Error, reset.Error), Is.EqualTo(("400 DOMAIN-oGh5e", "400 DOMAIN-oGh5e")));
        Assert.That(_server.Services.GetRequiredService<Mailbox>().Mails, Has.Count.EqualTo(mails));
        Assert.That((await CallAsync("GetUserByID", user)).Text("user.human.email.email"), Is.EqualTo($"template.{template.Length}@acme.example"));
    }

    [Test]
    public async Task And_other_mails_are_sent_again_by_v1()
    {
        var initial = (await _server.SendAsync("POST", "/management/v1/users/human", """
            {"userName":"initial","profile":{"firstName":"In","lastName":"Itial"},"email":{"email":"initial@acme.example"}}
            """)).Text("userId");
        var active = await _server.AddPersonAsync("active");
        var path = $"/management/v1/users/{initial}";

        var initialized = await _server.SendAsync("POST", path + "/_resend_initialization", """{"email":"other@acme.example"}""");
        var email = await _server.SendAsync("POST", path + "/email/_resend_verification", "{}");
        var reset = await _server.SendAsync("POST", path + "/password/_reset", """{"type":"TYPE_EMAIL"}""");
        var phone = await _server.SendAsync("POST", path + "/phone/_resend_verification", "{}");
        var again = await _server.SendAsync("POST", $"/management/v1/users/{active}/_resend_initialization", "{}");
        var verified = await _server.SendAsync("POST", $"/management/v1/users/{active}/email/_resend_verification", "{}");
        var resetActive = await _server.SendAsync("POST", $"/management/v1/users/{active}/password/_reset", "{}");

        Assert.That((initialized.Error, email.Error, reset.Error, phone.Error),
            Is.EqualTo(("200", "400 COMMAND-E3fbw", "400 COMMAND-2M9sd", "404 COMMAND-2b7Hf")));
        Assert.That((again.Error, verified.Error, resetActive.Error), Is.EqualTo(("400 COMMAND-2M9sd", "400 COMMAND-3M9ds", "200")));
        var mails = _server.Services.GetRequiredService<Mailbox>().Mails;
        Assert.That(mails.Select(mail => mail.To), Does.Contain("other@acme.example").And.Contain("active@acme.example"));
    }

    private async Task<string> InvitedAsync(string name) => (await _server.CallAsync(Users + "AddHumanUser", $$"""
        {"username":"{{name}}","profile":{"givenName":"In","familyName":"Vited"},"email":{"email":"{{name}}@acme.example","returnCode":{} } }
        """)).Text("userId");

    private Task<ApiAnswer> CallAsync(string method, string userId, string fields = "") =>
        _server.CallAsync(Users + method, $$"""{"userId":"{{userId}}"{{fields}}}""");
}
