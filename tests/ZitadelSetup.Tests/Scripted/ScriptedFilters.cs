using System.Text.Json.Nodes;

namespace ZitadelSetup.Tests.Scripted;

/// <summary>The filters that the set-up uses; one that it is not known to use is an error, not a search for everything.</summary>
static class ScriptedFilters
{
    public static bool Match(JsonObject row, JsonObject request) =>
        (request["filters"] ?? request["queries"])?.AsArray().All(filter => Matches(row, filter!.AsObject().Single())) != false
        && (!request.ContainsKey("projectId") || Is(row, "projectId", request["projectId"]))
        && (!request.ContainsKey("userId") || Is(row, "userId", request["userId"]));

    static bool Matches(JsonObject row, KeyValuePair<string, JsonNode?> filter) => filter.Key switch
    {
        "projectNameFilter" => Is(row, "name", filter.Value!["projectName"]),
        "organizationIdFilter" => Is(row, "organizationId", filter.Value!["organizationId"]),
        "projectIdFilter" => Is(row, "projectId", filter.Value!["projectId"]),
        "userNameQuery" => Is(row, "username", filter.Value!["userName"]),
        "organizationIdQuery" => Is(row["details"]!, "resourceOwner", filter.Value!["organizationId"]),
        "projectId" => Is(row["project"]!, "id", filter.Value!["id"]),
        "inUserIds" or "inUserIdsFilter" => filter.Value!["ids"]!.AsArray().Any(id => Is(row["user"]!, "id", id)),
        _ => throw new InvalidOperationException($"The set-up is not known to filter by {filter.Key}."),
    };

    static bool Is(JsonNode row, string field, JsonNode? value) => string.Equals((string?)row[field], (string?)value, StringComparison.OrdinalIgnoreCase);
}
