using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Login.Texts;

namespace EmbeddedZitadel.Tests.Login;

[Parallelizable(ParallelScope.All)]
public sealed class The_language_of_a_page
{
    [TestCase("", "", "en", Description = "nobody asks")]
    [TestCase("", "de", "de")]
    [TestCase("", "de-CH", "de")]
    [TestCase("", "fr, de;q=0.5, en;q=0.4", "de", Description = "there is no French")]
    [TestCase("", "en;q=0.4, de;q=0.5", "de", Description = "the weight counts, not the order")]
    [TestCase("", "de;q=0, en", "en", Description = "q=0 means: not this one")]
    [TestCase("", "DE", "de")]
    [TestCase("", "*;q=banana,,;", "en", Description = "nonsense")]
    [TestCase("de", "en", "de", Description = "the application's wish comes first")]
    [TestCase("xx", "de", "de")]
    [TestCase("xx de", "en", "de")]
    public void Is_what_the_application_asks_for_then_the_browsers_then_English(string uiLocales, string acceptLanguage, string expected) =>
        Assert.That(Languages.Choose(uiLocales.Split(' '), acceptLanguage).Texts.Language, Is.EqualTo(expected));

    [TestCase("en", "en")]
    [TestCase("en-US", "en-u-rg-uszzzz")]
    [TestCase("de-CH", "de-u-rg-chzzzz")]
    [TestCase("de-Latn-AT", "de-u-rg-atzzzz")]
    [TestCase("fr-CH", "en")]
    public void Keeps_the_region_for_who_registers_as_ZITADEL_does(string acceptLanguage, string expected) =>
        Assert.That(Languages.Choose([], acceptLanguage).Tag, Is.EqualTo(expected));

    [Test]
    public void Has_a_sentence_for_the_same_errors_in_all_languages() =>
        Assert.That(German.Texts.Errors.Keys, Is.EquivalentTo(English.Texts.Errors.Keys));

    [Test]
    public void Falls_back_to_the_sentence_of_the_server()
    {
        var error = ZitadelError.NotFound("X", "Errors.App.NotFound");
        Assert.That(German.Texts.SentenceOf(error), Is.EqualTo(error.Sentence));
    }
}
