using System.Text.Json.Serialization;
using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Instances;

/// <summary>Of <c>zitadel.settings.v2.SettingsService</c> the general settings, and v1's languages: ZITADEL's defaults, which cannot be changed here.</summary>
internal sealed class SettingsService : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods)
    {
        methods.Service("zitadel.settings.v2.SettingsService", ProtoJson.Options(SettingsJson.Default))
            .Add<EmptyMessage, GeneralSettingsResponse>("GetGeneralSettings", "policy.read", General);
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
}

internal sealed record GeneralSettingsResponse(string DefaultOrgId, string DefaultLanguage, IReadOnlyList<string> SupportedLanguages);

internal sealed record SupportedLanguagesResponse(IReadOnlyList<string> Languages);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EmptyMessage))]
[JsonSerializable(typeof(GeneralSettingsResponse))]
[JsonSerializable(typeof(SupportedLanguagesResponse))]
internal sealed partial class SettingsJson : JsonSerializerContext;
