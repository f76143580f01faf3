using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Keys;

namespace EmbeddedZitadel.Users;

// Secrets, keys and personal access tokens of service users.
internal sealed partial class UserService
{
    private AddSecretResponse AddSecret(ApiCall call, UserIdRequest request)
    {
        RequireFor(call, request.UserId);
        var (user, secret) = commands.GenerateSecret(request.UserId);
        return new(user.Details.ChangeDate, secret);
    }

    private DeletionDateResponse RemoveSecret(ApiCall call, UserIdRequest request)
    {
        RequireFor(call, request.UserId);
        return new(commands.RemoveSecret(request.UserId).Details.ChangeDate);
    }

    private AddKeyResponse AddKey(ApiCall call, AddKeyRequest request)
    {
        if (call.State.Users.Find(request.UserId)?.Machine is null)
            throw ZitadelError.FailedPrecondition("COMMAND-bnipwm1", "Errors.User.NotFound");
        RequireFor(call, request.UserId);
        var (key, file) = commands.AddKey(request.UserId, request.ExpirationDate, request.PublicKey ?? []);
        return new(key.Details.CreationDate, key.Id, file);
    }

    private DeletionDateResponse RemoveKey(ApiCall call, RemoveKeyRequest request)
    {
        RequireFor(call, request.UserId);
        return new(commands.RemoveKey(request.UserId, request.KeyId).Details.ChangeDate);
    }

    private AddPersonalAccessTokenResponse AddToken(ApiCall call, AddPersonalAccessTokenRequest request)
    {
        RequireFor(call, request.UserId);
        var token = commands.AddPersonalAccessToken(request.UserId, request.ExpirationDate);
        return new(token.Details.CreationDate, token.Id, tokens.Write(TokenKind.Personal, $"{token.Id}:{request.UserId}"));
    }

    private DeletionDateResponse RemoveToken(ApiCall call, RemovePersonalAccessTokenRequest request)
    {
        RequireFor(call, request.UserId);
        return new(commands.RemovePersonalAccessToken(request.UserId, request.TokenId).Details.ChangeDate);
    }

    private static ListKeysResponse ListKeys(ApiCall call, ListKeysRequest request) => ListCredentials(
        call,
        request.Pagination,
        request.SortingColumn,
        user => user.Keys.Select(key => Credential(key.Id, key.Details, key.ExpirationDate, user)),
        (request.Filters ?? []).Select(filter => new CredentialFilter(
            filter.KeyIdFilter, filter.UserIdFilter, filter.OrganizationIdFilter, filter.CreatedDateFilter, filter.ExpirationDateFilter)));

    private static ListKeysResponse ListTokens(ApiCall call, ListPersonalAccessTokensRequest request) => ListCredentials(
        call,
        request.Pagination,
        request.SortingColumn,
        user => user.PersonalAccessTokens.Select(token => Credential(token.Id, token.Details, token.ExpirationDate, user)),
        (request.Filters ?? []).Select(filter => new CredentialFilter(
            filter.TokenIdFilter, filter.UserIdFilter, filter.OrganizationIdFilter, filter.CreatedDateFilter, filter.ExpirationDateFilter)));

    private static ListKeysResponse ListCredentials(
        ApiCall call, Paging? paging, string column, Func<User, IEnumerable<CredentialMessage>> credentialsOf, IEnumerable<CredentialFilter> filters)
    {
        var all = filters.ToList();
        var found = call.State.Users.All.Where(call.AllowsUser).SelectMany(credentialsOf).Where(credential => all.TrueForAll(filter =>
            filter.Fits(credential)));
        var page = Page<CredentialMessage>.Of(paging, column switch
        {
            var name when name.EndsWith("_USER_ID", StringComparison.Ordinal) => found.OrderBy(credential => credential.UserId, StringComparer.Ordinal),
            var name when name.EndsWith("_ORGANIZATION_ID", StringComparison.Ordinal) => found.OrderBy(credential =>
                credential.OrganizationId, StringComparer.Ordinal),
            var name when name.EndsWith("_EXPIRATION_DATE", StringComparison.Ordinal) => found.OrderBy(credential => credential.ExpirationDate),
            var name when name.EndsWith("_ID", StringComparison.Ordinal) => found.OrderBy(credential => credential.Id, StringComparer.Ordinal),
            _ => found.OrderBy(credential => credential.CreationDate).ThenBy(credential => credential.Id, StringComparer.Ordinal),
        });
        return new(page.Pagination, page.Rows);
    }

    private static CredentialMessage Credential(string id, Store.Details details, DateTimeOffset expirationDate, User user) =>
        new(details.CreationDate, details.ChangeDate, id, user.Id, user.OrganizationId, expirationDate);

    // A user that is not there has no organisation to have a right in; the command says what is wrong.
    private static void RequireFor(ApiCall call, string userId)
    {
        if (call.State.Users.Find(userId) is { } user)
            call.RequireUnlessSelf(user);
    }

    private sealed record CredentialFilter(IdFilter? Id, IdFilter? User, IdFilter? Organization, TimestampFilter? Created, TimestampFilter? Expiration)
    {
        public bool Fits(CredentialMessage credential) =>
            (Id is null || credential.Id == Id.Id)
            && (User is null || credential.UserId == User.Id)
            && (Organization is null || credential.OrganizationId == Organization.Id)
            && (Created is null || Created.Matches(credential.CreationDate))
            && (Expiration is null || Expiration.Matches(credential.ExpirationDate));
    }
}

internal sealed record AddSecretResponse(DateTimeOffset CreationDate, string ClientSecret);

internal sealed record AddKeyRequest(string UserId = "", DateTimeOffset? ExpirationDate = null, byte[]? PublicKey = null);

internal sealed record AddKeyResponse(DateTimeOffset CreationDate, string KeyId, byte[] KeyContent);

internal sealed record RemoveKeyRequest(string UserId = "", string KeyId = "");

internal sealed record AddPersonalAccessTokenRequest(string UserId = "", DateTimeOffset? ExpirationDate = null);

internal sealed record AddPersonalAccessTokenResponse(DateTimeOffset CreationDate, string TokenId, string Token);

internal sealed record RemovePersonalAccessTokenRequest(string UserId = "", string TokenId = "");

internal sealed record ListKeysRequest(Paging? Pagination = null, string SortingColumn = "", IReadOnlyList<KeySearchFilter>? Filters = null);

internal sealed record KeySearchFilter(
    IdFilter? KeyIdFilter = null, IdFilter? UserIdFilter = null, IdFilter? OrganizationIdFilter = null, TimestampFilter? CreatedDateFilter = null,
    TimestampFilter? ExpirationDateFilter = null);

internal sealed record ListPersonalAccessTokensRequest(
    Paging? Pagination = null, string SortingColumn = "", IReadOnlyList<PersonalAccessTokenSearchFilter>? Filters = null);

internal sealed record PersonalAccessTokenSearchFilter(
    IdFilter? TokenIdFilter = null, IdFilter? UserIdFilter = null, IdFilter? OrganizationIdFilter = null, TimestampFilter? CreatedDateFilter = null,
    TimestampFilter? ExpirationDateFilter = null);

internal sealed record ListKeysResponse(PaginationResponse Pagination, IReadOnlyList<CredentialMessage> Result);

internal sealed record CredentialMessage(
    DateTimeOffset CreationDate, DateTimeOffset ChangeDate, string Id, string UserId, string OrganizationId, DateTimeOffset ExpirationDate);
