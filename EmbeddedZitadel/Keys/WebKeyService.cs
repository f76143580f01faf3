using System.Text.Json.Serialization;
using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Keys;

/// <summary><c>zitadel.webkey.v2.WebKeyService</c>; Ed25519 keys are not here.</summary>
internal sealed class WebKeyService(WebKeyCommands commands, TimeProvider clock) : IApiArea
{
    // RS256 with 2048 bits is ZITADEL's default.
    private static readonly Dictionary<string, int> Bits = new() { ["RSA_BITS_2048"] = 2048, ["RSA_BITS_3072"] = 3072, ["RSA_BITS_4096"] = 4096 };
    private static readonly Dictionary<string, string> Hashers = new() { ["RSA_HASHER_SHA256"] = "RS256", ["RSA_HASHER_SHA384"] = "RS384",
        ["RSA_HASHER_SHA512"] = "RS512" };
    private static readonly Dictionary<string, string> Curves = new() { ["ECDSA_CURVE_P256"] = "ES256", ["ECDSA_CURVE_P384"] = "ES384",
        ["ECDSA_CURVE_P512"] = "ES512" };

    /// <inheritdoc/>
    public void AddTo(ApiMethods methods) => methods.Service("zitadel.webkey.v2.WebKeyService", ProtoJson.Options(WebKeyJson.Default))
        .Add<CreateWebKeyRequest, CreateWebKeyResponse>("CreateWebKey", "iam.web_key.write", Create)
        .Add<WebKeyIdRequest, ChangeDateResponse>("ActivateWebKey", "iam.web_key.write", Activate)
        .Add<WebKeyIdRequest, DeletionDateResponse>("DeleteWebKey", "iam.web_key.delete", Delete)
        .Add<EmptyMessage, ListWebKeysResponse>("ListWebKeys", "iam.web_key.read", List);

    private CreateWebKeyResponse Create(ApiCall call, CreateWebKeyRequest request)
    {
        call.RequireForMethod();
        if (request.Ed25519 is not null)
            throw new ZitadelError(StatusCode.Unimplemented, "",
                "EmbeddedZitadel makes RSA and ECDSA keys, and no Ed25519 keys; docs/fidelity.md lists what is covered");
        var key = request.Ecdsa is { } ecdsa
            ? commands.Create(Curves.GetValueOrDefault(ecdsa.Curve, "ES256"), 0)
            : commands.Create(Hashers.GetValueOrDefault(request.Rsa?.Hasher ?? "", "RS256"), Bits.GetValueOrDefault(request.Rsa?.Bits ?? "", 2048));
        return new(key.Id, key.Details.CreationDate);
    }

    private ChangeDateResponse Activate(ApiCall call, WebKeyIdRequest request)
    {
        call.RequireForMethod();
        return new(commands.Activate(request.Id).Details.ChangeDate);
    }

    // Deleting what is not there is no error.
    private DeletionDateResponse Delete(ApiCall call, WebKeyIdRequest request)
    {
        call.RequireForMethod();
        return new(commands.Delete(request.Id)?.Details.ChangeDate ?? clock.GetUtcNow());
    }

    private static ListWebKeysResponse List(ApiCall call, EmptyMessage request)
    {
        call.RequireForMethod();
        return new([.. call.State.WebKeys.All.OrderBy(key => key.Details.CreationDate).ThenBy(key => key.Id, StringComparer.Ordinal).Select(Message)]);
    }

    private static WebKeyMessage Message(WebKey key) => new(
        key.Id,
        key.Details.CreationDate,
        key.Details.ChangeDate,
        "STATE_" + key.State.ToString().ToUpperInvariant(),
        key.RsaBits > 0 ? new($"RSA_BITS_{key.RsaBits}", Hashers.First(hasher => hasher.Value == key.Algorithm).Key) : null,
        key.RsaBits > 0 ? null : new(Curves.First(curve => curve.Value == key.Algorithm).Key));
}

internal sealed record CreateWebKeyRequest(RsaMessage? Rsa = null, EcdsaMessage? Ecdsa = null, EmptyMessage? Ed25519 = null);

internal sealed record RsaMessage(string Bits = "", string Hasher = "");

internal sealed record EcdsaMessage(string Curve = "");

internal sealed record CreateWebKeyResponse(string Id, DateTimeOffset CreationDate);

internal sealed record WebKeyIdRequest(string Id = "");

internal sealed record ListWebKeysResponse(IReadOnlyList<WebKeyMessage> WebKeys);

internal sealed record WebKeyMessage(string Id, DateTimeOffset CreationDate, DateTimeOffset ChangeDate, string State, RsaMessage? Rsa, EcdsaMessage? Ecdsa);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CreateWebKeyRequest))]
[JsonSerializable(typeof(CreateWebKeyResponse))]
[JsonSerializable(typeof(WebKeyIdRequest))]
[JsonSerializable(typeof(ChangeDateResponse))]
[JsonSerializable(typeof(DeletionDateResponse))]
[JsonSerializable(typeof(EmptyMessage))]
[JsonSerializable(typeof(ListWebKeysResponse))]
internal sealed partial class WebKeyJson : JsonSerializerContext;
