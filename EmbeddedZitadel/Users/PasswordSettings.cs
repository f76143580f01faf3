using System.Text.Json.Serialization;
using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Users;

/// <summary>Of <c>zitadel.settings.v2.SettingsService</c> what a form for a new password has to know: <see cref="PasswordPolicy"/>.</summary>
internal sealed class PasswordSettings : IApiArea
{
    /// <inheritdoc/>
    public void AddTo(ApiMethods methods) => methods.Service("zitadel.settings.v2.SettingsService", ProtoJson.Options(PasswordSettingsJson.Default))
        .Add<PasswordSettingsRequest, PasswordSettingsResponse>("GetPasswordComplexitySettings", "policy.read", Get);

    private static PasswordSettingsResponse Get(ApiCall call, PasswordSettingsRequest request)
    {
        call.RequireForMethod();
        // The policy is the same for every organisation here: the instance's, and as old as its first organisation.
        var state = call.State;
        return new(
            new(1, null, state.Organizations.Find(state.Instance.DefaultOrganizationId)!.Details.CreationDate, state.Instance.Id),
            new(PasswordPolicy.MinLength, RequiresUppercase: true, RequiresLowercase: true, RequiresNumber: true, RequiresSymbol: true,
                "RESOURCE_OWNER_TYPE_INSTANCE"));
    }
}

internal sealed record PasswordSettingsRequest(RequestContext? Ctx = null);

/// <summary><c>object.v2.RequestContext</c>: whose settings.</summary>
internal sealed record RequestContext(string OrgId = "", bool Instance = false);

internal sealed record PasswordSettingsResponse(DetailsMessage Details, PasswordComplexityMessage Settings);

internal sealed record PasswordComplexityMessage(
    ulong MinLength, bool RequiresUppercase, bool RequiresLowercase, bool RequiresNumber, bool RequiresSymbol, string ResourceOwnerType);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PasswordSettingsRequest))]
[JsonSerializable(typeof(PasswordSettingsResponse))]
internal sealed partial class PasswordSettingsJson : JsonSerializerContext;
