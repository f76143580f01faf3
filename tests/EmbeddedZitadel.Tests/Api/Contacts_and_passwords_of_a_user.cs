namespace EmbeddedZitadel.Tests.Api;

/// <summary>E-mail addresses, phone numbers and passwords, and the codes that change them.</summary>
internal sealed class Contacts_and_passwords_of_a_user
{
    private const string Users = "user.v2.UserService/";

    private ApiServer _server = null!;
    private string _machine = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = new();
        _machine = (await _server.AddServiceUserAsync("machine")).Id;
    }

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task An_address_is_verified_by_its_code_once()
    {
        var user = await _server.AddPersonAsync("verifies");
        var set = await CallAsync("SetEmail", user, """ "email":"new@acme.example","returnCode":{} """);
        var code = set.Text("verificationCode");

        var wrong = await CallAsync("VerifyEmail", user, """ "verificationCode":"000000" """);
        var right = await CallAsync("VerifyEmail", user, $""" "verificationCode":"{code}" """);
        var again = await CallAsync("VerifyEmail", user, $""" "verificationCode":"{code}" """);

        Assert.That((code.Length, wrong.Error, right.Error, again.Error), Is.EqualTo((6, "400 COMMAND-eis9R", "200", "400 COMMAND-eis9R")));
        Assert.That((await CallAsync("GetUserByID", user)).Text("user.human.email.isVerified"), Is.EqualTo("true"));
    }

    [Test]
    public async Task Whoever_has_the_code_may_verify_with_it()
    {
        var user = await _server.AddPersonAsync("verified.by.another");
        var (_, nobody) = await _server.AddServiceUserAsync("nobody.at.all");
        var code = (await CallAsync("SetEmail", user, """ "email":"other@acme.example","returnCode":{} """)).Text("verificationCode");

        Assert.That((await CallAsync("SetEmail", user, """ "email":"third@acme.example" """, nobody)).Error, Is.EqualTo("404 AUTHZ-cdgFk"));
        Assert.That((await CallAsync("VerifyEmail", user, $""" "verificationCode":"{code}" """, nobody)).Error, Is.EqualTo("200"));
    }

    [Test]
    public async Task The_same_address_or_number_once_more_is_refused()
    {
        var user = await _server.AddPersonAsync("the.same");
        await CallAsync("SetPhone", user, """ "phone":"+41791234567" """);

        var email = await CallAsync("SetEmail", user, """ "email":"the.same@acme.example","isVerified":true """);
        var phone = await CallAsync("SetPhone", user, """ "phone":"079 123 45 67" """);
        var email1 = await _server.SendAsync("PUT", $"/management/v1/users/{user}/email", """{"email":"the.same@acme.example"}""");
        var phone1 = await _server.SendAsync("PUT", $"/management/v1/users/{user}/phone", """{"phone":"+41791234567"}""");
        var verified1 = await _server.SendAsync("PUT", $"/management/v1/users/{user}/phone", """{"phone":"+41791234567","isPhoneVerified":true}""");

        Assert.That((email.Error, phone.Error, email1.Error, phone1.Error, verified1.Error),
            Is.EqualTo(("400 COMMAND-Uch5e", "400 COMMAND-Uch5e", "400 COMMAND-2b7fM", "400 COMMAND-wF94r", "200")));
    }

    [Test]
    public async Task A_number_is_removed_even_when_there_is_none()
    {
        var user = await _server.AddPersonAsync("without.phone");
        var none = await CallAsync("RemovePhone", user);
        await CallAsync("SetPhone", user, """ "phone":"+41791234567","isVerified":true """);
        var codeless = await CallAsync("ResendPhoneCode", user);
        var removed = await CallAsync("RemovePhone", user);
        await CallAsync("SetPhone", user, """ "phone":"+41791234567" """);
        var emptied = await CallAsync("UpdateUser", user, """ "human":{"phone":{"phone":""}} """);
        var verified = await CallAsync("UpdateUser", user, """ "human":{"phone":{"phone":"","isVerified":true}} """);

        Assert.That((none.Error, codeless.Error, removed.Error, emptied.Error, verified.Error),
            Is.EqualTo(("200", "400 PHONE-5xrra88eq8", "200", "200", "400 USERv2-4f3d6")));
        Assert.That((await CallAsync("GetUserByID", user)).Text("user.human.phone.phone"), Is.Empty);
    }

    [Test]
    public async Task A_password_is_set_by_right_by_code_or_by_the_old_one()
    {
        var user = await _server.AddPersonAsync("passwords");
        var code = (await CallAsync("PasswordReset", user, """ "returnCode":{} """)).Text("verificationCode");

        var wrongCode = await CallAsync("SetPassword", user, """ "newPassword":{"password":"Second-2!"},"verificationCode":"000000" """);
        var byCode = await CallAsync("SetPassword", user, $$""" "newPassword":{"password":"Second-2!"},"verificationCode":"{{code}}" """);
        var usedCode = await CallAsync("SetPassword", user, $$""" "newPassword":{"password":"Third-33!"},"verificationCode":"{{code}}" """);
        var wrongOld = await CallAsync("SetPassword", user, """ "newPassword":{"password":"Third-33!"},"currentPassword":"Password1!" """);
        var byOld = await CallAsync("SetPassword", user, """ "newPassword":{"password":"Third-33!"},"currentPassword":"Second-2!" """);
        var weak = await CallAsync("SetPassword", user, """ "newPassword":{"password":"weak"} """);
        var byRight = await CallAsync("SetPassword", user, """ "newPassword":{"password":"Fourth-4!","changeRequired":true} """);

        Assert.That((wrongCode.Error, byCode.Error, usedCode.Error), Is.EqualTo(("400 CODE-woT0xc", "200", "400 COMMAND-2M9fs")));
        Assert.That((wrongOld.Error, byOld.Error, weak.Error, byRight.Error), Is.EqualTo(("400 COMMAND-3M0fs", "200", "400 COMMA-HuJf6", "200")));
    }

    [TestCase("SetEmail", """ "email":"a@b.example" """, "404 COMMAND-ieJ2e")]
    [TestCase("SendEmailCode", "", "404 COMMAND-ieJ2e")]
    [TestCase("ResendEmailCode", "", "404 COMMAND-ieJ2e")]
    [TestCase("VerifyEmail", """ "verificationCode":"ABCDEF" """, "404 COMMAND-ieJ2e")]
    [TestCase("SetPhone", """ "phone":"+41791234567" """, "404 COMMAND-ieJ2e")]
    [TestCase("RemovePhone", "", "404 COMMAND-ieJ2e")]
    [TestCase("ResendPhoneCode", "", "404 COMMAND-ieJ2e")]
    [TestCase("VerifyPhone", """ "verificationCode":"ABCDEF" """, "404 COMMAND-ieJ2e")]
    [TestCase("SetPassword", """ "newPassword":{"password":"Password1!"} """, "400 COMMAND-3M0fs")]
    public async Task A_service_user_and_nobody_have_none(string method, string fields, string error)
    {
        Assert.That((await CallAsync(method, "123456789012345678", fields)).Error, Is.EqualTo(error));
        Assert.That((await CallAsync(method, _machine, fields)).Error, Is.EqualTo(error));
    }

    [TestCase("SetEmail", """ "email":"no-address" """)]
    [TestCase("SetEmail", """ "email":"" """)]
    [TestCase("SetEmail", """ "email":"a@b.example","isVerified":false """)]
    [TestCase("SetPhone", """ "phone":"abc" """)]
    [TestCase("VerifyEmail", """ "verificationCode":"123456789012345678901" """)]
    public async Task A_field_outside_its_limits_is_refused(string method, string fields)
    {
        var user = await _server.AddPersonAsync($"limits.{Guid.NewGuid():N}");
        Assert.That((await CallAsync(method, user, fields)).Status, Is.EqualTo(400));
    }

    private Task<ApiAnswer> CallAsync(string method, string userId, string fields = "", string? token = null) =>
        _server.CallAsync(Users + method, $$"""{"userId":"{{userId}}"{{(fields.Trim().Length > 0 ? "," : "")}}{{fields}}}""", token);
}
