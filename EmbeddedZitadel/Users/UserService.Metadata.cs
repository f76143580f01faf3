using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Users;

internal sealed partial class UserService
{
    private SetUserMetadataResponse SetMetadata(ApiCall call, SetUserMetadataRequest request)
    {
        if (request.Metadata is { Count: > 0 })
            RequireForMetadata(call, request.UserId);
        var user = commands.SetMetadata(request.UserId, null, Metadata(request.Metadata), emptyRemoves: true);
        return new(user.Details.ChangeDate);
    }

    private static ListUserMetadataResponse ListMetadata(ApiCall call, ListUserMetadataRequest request)
    {
        var user = call.State.Users.Find(request.UserId);
        var found = (user?.Metadata.AsEnumerable() ?? []).Where(entry => (request.Filters ?? []).All(filter =>
            filter.KeyFilter is not { } key || entry.Key.Matches(key.Key, key.Method)));
        var page = Page<KeyValuePair<string, MetadataEntry>>.Of(request.Pagination, found.OrderBy(entry => entry.Value.Details.CreationDate));

        // Without the right the rows are left out, and still counted (ZITADEL, seen).
        return new(page.Pagination, user is null || !call.AllowsUser(user)
            ? []
            : page.Select(entry => new UserMetadataMessage(entry.Value.Details.CreationDate, entry.Value.Details.ChangeDate, entry.Key,
                [.. entry.Value.Value])));
    }

    private DeletionDateResponse DeleteMetadata(ApiCall call, DeleteUserMetadataRequest request)
    {
        if (request.Keys is { Count: > 0 })
            RequireForMetadata(call, request.UserId);
        return new(commands.RemoveMetadata(request.UserId, null, request.Keys ?? []).Details.ChangeDate);
    }

    // Not unless self: a user reads its own metadata and does not write it.
    private static void RequireForMetadata(ApiCall call, string userId)
    {
        var user = call.State.Users.Find(userId) ?? throw ZitadelError.FailedPrecondition("COMMAND-uXHNj", "Errors.User.NotFound");
        call.Require(user.OrganizationId);
    }
}

internal sealed record SetUserMetadataRequest(string UserId = "", IReadOnlyList<MetadataMessage>? Metadata = null);

internal sealed record SetUserMetadataResponse(DateTimeOffset SetDate);

internal sealed record ListUserMetadataRequest(string UserId = "", Paging? Pagination = null, IReadOnlyList<MetadataSearchFilter>? Filters = null);

internal sealed record MetadataSearchFilter(MetadataKeyFilter? KeyFilter = null);

internal sealed record ListUserMetadataResponse(PaginationResponse Pagination, IReadOnlyList<UserMetadataMessage> Metadata);

internal sealed record UserMetadataMessage(DateTimeOffset CreationDate, DateTimeOffset ChangeDate, string Key, byte[] Value);

internal sealed record DeleteUserMetadataRequest(string UserId = "", IReadOnlyList<string>? Keys = null);
