namespace EmbeddedZitadel.Instances;

/// <summary>The languages that ZITADEL has texts in (https://zitadel.com/docs/guides/manage/customize/texts#internationalization--i18n).</summary>
internal static class ZitadelLanguages
{
    /// <summary>Their BCP 47 tags.</summary>
    public static readonly IReadOnlyList<string> All =
        ["ar", "bg", "cs", "de", "en", "es", "fr", "hu", "id", "it", "ja", "ko", "mk", "nl", "pl", "pt", "ro", "ru", "sv", "tr", "uk", "zh"];
}
