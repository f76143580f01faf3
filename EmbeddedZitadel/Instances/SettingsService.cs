using System.Text.Json.Serialization;
using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Instances;

/// <summary><c>zitadel.settings.v2.SettingsService</c>: the settings that clients read. They are ZITADEL's defaults and cannot be changed here.</summary>
internal sealed class SettingsService : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods)
    {
        methods.Service("zitadel.settings.v2.SettingsService", ProtoJson.Options(SettingsJson.Default))
            .Add<EmptyMessage, GeneralSettingsResponse>("GetGeneralSettings", "policy.read", General)
            .Add<EmptyMessage, PasswordComplexitySettingsResponse>("GetPasswordComplexitySettings", "policy.read", PasswordComplexity);
        foreach (var service in new[] { "zitadel.management.v1.ManagementService", "zitadel.auth.v1.AuthService", "zitadel.admin.v1.AdminService" })
        {
            methods.Service(service, ProtoJson.Options(SettingsJson.Default))
                .Add<EmptyMessage, SupportedLanguagesResponse>("GetSupportedLanguages", null, (_, _) => new(ZitadelLanguages.All));
        }
    }

    private static GeneralSettingsResponse General(ApiCall call, EmptyMessage request)
    {
        call.RequireForMethod();
        return new(call.State.Instance.DefaultOrganizationId, "en", ZitadelLanguages.All);
    }

    private static PasswordComplexitySettingsResponse PasswordComplexity(ApiCall call, EmptyMessage request)
    {
        call.RequireForMethod();
        var rules = PasswordPolicy.Rules.Select(rule => rule.Name).ToHashSet(StringComparer.Ordinal);
        return new(
            Details(call.State),
            new(
                PasswordPolicy.MinLength,
                rules.Contains("uppercase"),
                rules.Contains("lowercase"),
                rules.Contains("number"),
                rules.Contains("symbol"),
                "RESOURCE_OWNER_TYPE_INSTANCE"));
    }

    // The defaults are as old as the instance, which is as old as its first organisation.
    private static DetailsMessage Details(InstanceState state) => new(
        1, null, state.Organizations.Find(state.Instance.DefaultOrganizationId)!.Details.CreationDate, state.Instance.Id);
}

internal sealed record GeneralSettingsResponse(string DefaultOrgId, string DefaultLanguage, IReadOnlyList<string> SupportedLanguages);

internal sealed record SupportedLanguagesResponse(IReadOnlyList<string> Languages);

internal sealed record PasswordComplexitySettingsResponse(DetailsMessage Details, PasswordComplexitySettingsMessage Settings);

internal sealed record PasswordComplexitySettingsMessage(
    ulong MinLength, bool RequiresUppercase, bool RequiresLowercase, bool RequiresNumber, bool RequiresSymbol, string ResourceOwnerType);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EmptyMessage))]
[JsonSerializable(typeof(GeneralSettingsResponse))]
[JsonSerializable(typeof(SupportedLanguagesResponse))]
[JsonSerializable(typeof(PasswordComplexitySettingsResponse))]
internal sealed partial class SettingsJson : JsonSerializerContext;
