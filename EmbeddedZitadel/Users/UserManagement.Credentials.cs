using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Keys;

namespace EmbeddedZitadel.Users;

internal sealed partial class UserManagement
{
    private MachineSecretResponse GenerateSecret(ApiCall call, UserIdRequest request)
    {
        if (call.State.Users.Find(request.UserId)?.OrganizationId != call.OrganizationId)
            throw ZitadelError.FailedPrecondition("COMMAND-x8910n", "Errors.User.NotExisting");
        var (user, secret) = commands.GenerateSecret(request.UserId);
        return new(user.PreferredLoginName, secret, DetailsMessage.Added(user.Details));
    }

    private static GetMachineKeyResponse GetKey(ApiCall call, MachineKeyIdRequest request) =>
        Find(call, request.UserId).Keys.Find(key => key.Id == request.KeyId) is { } key
            ? new(Message(key))
            : throw ZitadelError.NotFound("QUERY-Tho4n", "Errors.AuthNKey.NotFound");

    private ListMachineKeysResponse ListKeys(ApiCall call, ListCredentialsV1Request request)
    {
        var keys = call.State.Users.Find(request.UserId) is { } user && user.OrganizationId == call.OrganizationId ? user.Keys : [];
        return new(new((ulong)keys.Count, clock.GetUtcNow()), [.. (request.Query ?? new()).OfV1(keys).Select(Message)]);
    }

    private AddMachineKeyResponse AddKey(ApiCall call, AddMachineKeyRequest request)
    {
        RequireServiceUser(call, request.UserId);
        var (key, file) = commands.AddKey(request.UserId, request.ExpirationDate, request.PublicKey ?? []);
        return new(key.Id, file, DetailsMessage.Added(key.Details));
    }

    private static GetPatResponse GetToken(ApiCall call, PatIdRequest request) =>
        Find(call, request.UserId).PersonalAccessTokens.Find(token => token.Id == request.TokenId) is { } token
            ? new(Message(token))
            : throw ZitadelError.NotFound("QUERY-fk2fs", "Errors.User.PAT.NotFound");

    private ListPatsResponse ListTokens(ApiCall call, ListCredentialsV1Request request)
    {
        var personal = call.State.Users.Find(request.UserId) is { } user && user.OrganizationId == call.OrganizationId ? user.PersonalAccessTokens : [];
        return new(new((ulong)personal.Count, clock.GetUtcNow()), [.. (request.Query ?? new()).OfV1(personal).Select(Message)]);
    }

    private AddPatV1Response AddToken(ApiCall call, AddPatV1Request request)
    {
        RequireServiceUser(call, request.UserId);
        var token = commands.AddPersonalAccessToken(request.UserId, request.ExpirationDate);
        return new(token.Id, tokens.Write(TokenKind.Personal, $"{token.Id}:{request.UserId}"), DetailsMessage.Added(token.Details));
    }

    private static void RequireServiceUser(ApiCall call, string userId)
    {
        if (call.State.Users.Find(userId)?.OrganizationId != call.OrganizationId)
            throw ZitadelError.FailedPrecondition("COMMAND-Dggw2", "Errors.User.NotFound");
    }

    private static MachineKeyMessage Message(PublicKey key) => new(key.Id, DetailsMessage.Of(key.Details), "KEY_TYPE_JSON", key.ExpirationDate);

    private static PatMessage Message(PersonalAccessToken token) =>
        new(token.Id, DetailsMessage.Of(token.Details), token.ExpirationDate, PersonalAccessToken.Scopes);
}

internal sealed record MachineSecretResponse(string ClientId, string ClientSecret, DetailsMessage Details);

internal sealed record MachineKeyIdRequest(string UserId = "", string KeyId = "");

internal sealed record GetMachineKeyResponse(MachineKeyMessage Key);

internal sealed record MachineKeyMessage(string Id, DetailsMessage Details, string Type, DateTimeOffset ExpirationDate);

internal sealed record ListCredentialsV1Request(string UserId = "", Paging? Query = null);

internal sealed record ListMachineKeysResponse(ListDetailsV1 Details, IReadOnlyList<MachineKeyMessage> Result);

internal sealed record AddMachineKeyRequest(string UserId = "", DateTimeOffset? ExpirationDate = null, byte[]? PublicKey = null);

internal sealed record AddMachineKeyResponse(string KeyId, byte[] KeyDetails, DetailsMessage Details);

internal sealed record PatIdRequest(string UserId = "", string TokenId = "");

internal sealed record GetPatResponse(PatMessage Token);

internal sealed record PatMessage(string Id, DetailsMessage Details, DateTimeOffset ExpirationDate, IReadOnlyList<string> Scopes);

internal sealed record ListPatsResponse(ListDetailsV1 Details, IReadOnlyList<PatMessage> Result);

internal sealed record AddPatV1Request(string UserId = "", DateTimeOffset? ExpirationDate = null);

internal sealed record AddPatV1Response(string TokenId, string Token, DetailsMessage Details);
