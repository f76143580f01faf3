using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Tests.Login;

[Parallelizable(ParallelScope.All)]
public sealed class A_password
{
    [TestCase("Password1!")]
    [TestCase("aB3 aB3 ", Description = "a blank is a symbol")]
    [TestCase("Pässwort1", Description = "so is a letter that is not of the alphabet")]
    [TestCase("aB34😀", Description = "bytes count, not characters")]
    public void Is_fine_with_eight_bytes_of_four_kinds(string password) => Assert.That(() => PasswordPolicy.Check(password), Throws.Nothing);

    [TestCase("", "COMMA-HuJf6", "Errors.User.PasswordComplexityPolicy.MinLength")]
    [TestCase("aB3!aB3", "COMMA-HuJf6", "Errors.User.PasswordComplexityPolicy.MinLength")]
    [TestCase("PASSWORD1!", "COMMA-co3Xw", "Errors.User.PasswordComplexityPolicy.HasLower")]
    [TestCase("password1!", "COMMA-VoaRj", "Errors.User.PasswordComplexityPolicy.HasUpper")]
    [TestCase("Password!!", "COMMA-ZBv4H", "Errors.User.PasswordComplexityPolicy.HasNumber")]
    [TestCase("Password11", "COMMA-ZDLwA", "Errors.User.PasswordComplexityPolicy.HasSymbol")]
    public void Is_refused_with_the_first_rule_that_it_breaks(string password, string id, string key) =>
        Assert.That(() => PasswordPolicy.Check(password), Throws.TypeOf<ZitadelError>()
            .With.Property(nameof(ZitadelError.Id)).EqualTo(id).And.Property(nameof(ZitadelError.Key)).EqualTo(key));
}
