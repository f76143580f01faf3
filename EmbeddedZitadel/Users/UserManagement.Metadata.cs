using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Users;

internal sealed partial class UserManagement
{
    private DetailsResponse SetMetadata(ApiCall call, SetMetadataV1Request request)
    {
        var user = commands.SetMetadata(request.Id, call.OrganizationId, [new(request.Key, request.Value ?? [])]);
        return new(DetailsMessage.Added(user.Metadata[request.Key].Details));
    }

    private DetailsResponse BulkSetMetadata(ApiCall call, BulkSetMetadataV1Request request) => new(DetailsMessage.Changed(commands.SetMetadata(
        request.Id, call.OrganizationId, [.. (request.Metadata ?? []).Select(entry => KeyValuePair.Create(entry.Key, entry.Value ?? []))]).Details));

    private ListMetadataV1Response ListMetadata(ApiCall call, ListMetadataV1Request request) =>
        ListMetadata(call.State.Users.Find(request.Id) is { } user && user.OrganizationId == call.OrganizationId ? user : null, request, clock.GetUtcNow());

    /// <summary>The metadata of a user (or of nobody, which is none), as management and auth v1 list it.</summary>
    internal static ListMetadataV1Response ListMetadata(User? user, ListMetadataV1Request request, DateTimeOffset now)
    {
        var found = (user?.Metadata.AsEnumerable() ?? [])
            .Where(entry => (request.Queries ?? []).All(query => query.KeyQuery is not { } key || entry.Key.Matches(key.Key, key.Method)))
            .OrderBy(entry => entry.Value.Details.CreationDate)
            .ToList();
        return new(new((ulong)found.Count, now), [.. (request.Query ?? new()).OfV1(found).Select(entry => Message(entry.Key, entry.Value))]);
    }

    private static GetMetadataV1Response GetMetadata(ApiCall call, MetadataKeyRequest request) =>
        GetMetadata(call.State.Users.Find(request.Id) is { } user && user.OrganizationId == call.OrganizationId ? user : null, request.Key);

    /// <summary>One piece of metadata of a user, as management and auth v1 read it.</summary>
    internal static GetMetadataV1Response GetMetadata(User? user, string key) =>
        user?.Metadata.GetValueOrDefault(key) is { } entry ? new(Message(key, entry)) : throw ZitadelError.NotFound("QUERY-Rgh32", "Errors.Metadata.NotFound");

    private DetailsResponse RemoveMetadata(ApiCall call, MetadataKeyRequest request) =>
        new(DetailsMessage.Changed(commands.RemoveMetadata(request.Id, call.OrganizationId, request.Key).Details));

    private DetailsResponse BulkRemoveMetadata(ApiCall call, BulkRemoveMetadataV1Request request) =>
        new(DetailsMessage.Changed(commands.RemoveMetadata(request.Id, call.OrganizationId, request.Keys ?? []).Details));

    private static MetadataV1Message Message(string key, MetadataEntry entry) => new(DetailsMessage.Of(entry.Details), key, [.. entry.Value]);
}

internal sealed record SetMetadataV1Request(string Id = "", string Key = "", byte[]? Value = null);

internal sealed record BulkSetMetadataV1Request(string Id = "", IReadOnlyList<MetadataMessage>? Metadata = null);

internal sealed record ListMetadataV1Request(string Id = "", Paging? Query = null, IReadOnlyList<MetadataV1Query>? Queries = null);

internal sealed record MetadataV1Query(MetadataKeyV1Query? KeyQuery = null);

internal sealed record MetadataKeyV1Query(string Key = "", string Method = "");

internal sealed record ListMetadataV1Response(ListDetailsV1 Details, IReadOnlyList<MetadataV1Message> Result);

internal sealed record MetadataV1Message(DetailsMessage Details, string Key, byte[] Value);

internal sealed record MetadataKeyRequest(string Id = "", string Key = "");

internal sealed record GetMetadataV1Response(MetadataV1Message Metadata);

internal sealed record BulkRemoveMetadataV1Request(string Id = "", IReadOnlyList<string>? Keys = null);
