using System.Text.Json.Nodes;

namespace ZitadelSetup.Tests.Scripted;

/// <summary>What a ZITADEL contains, in the shapes of its own answers, and how the calls of the set-up change it.</summary>
sealed class ScriptedState
{
    static readonly string[] Tables = ["organizations", "projects", "projectRoles", "applications", "users", "metadata", "authorizations", "administrators"];

    readonly JsonObject written = new(Tables.Select(table => KeyValuePair.Create<string, JsonNode?>(table, new JsonArray())));
    JsonObject shown;
    int searchesUntilShown;
    long lastId = 300000000000000000;

    public ScriptedState()
    {
        Add("organizations", new JsonObject { ["id"] = ScriptedZitadel.OrganizationId, ["name"] = "ZitadelAspire", ["state"] = "ORGANIZATION_STATE_ACTIVE" });
        shown = Clone(written);
    }

    /// <summary>So many searches after a write still show what was before it.</summary>
    public int Lag { get; set; }

    /// <summary>ZITADEL shows at most so many rows of a search at once.</summary>
    public int MaxPageSize { get; set; } = 1000;

    public IEnumerable<JsonObject> Rows(string table) => written[table]!.AsArray().Select(row => row!.AsObject());

    public JsonObject Application(string name) => Rows("applications").Single(a => Text(a, "name") == name);

    public JsonObject User(string name) => Rows("users").Single(u => Text(u, "username") == name);

    public Dictionary<string, string> MetadataOf(string name) => Rows("metadata")
        .Where(m => Text(m, "userId") == Text(User(name), "userId")).ToDictionary(m => Text(m, "key")!, m => Text(m, "value")!);

    /// <summary>Changes something by hand, at once visible.</summary>
    public void ByHand(Action change)
    {
        change();
        shown = Clone(written);
    }

    public void Add(string table, JsonObject row) => written[table]!.AsArray().Add(row);

    public (int Status, JsonObject Content) Handle(string method, JsonObject request)
    {
        if (method.StartsWith("List", StringComparison.Ordinal))
            return Search(method, request);
        var answer = Write(method, request);
        searchesUntilShown = Lag;
        if (Lag == 0)
            shown = Clone(written);
        return answer;
    }

    (int Status, JsonObject Content) Search(string method, JsonObject request)
    {
        if (searchesUntilShown > 0 && --searchesUntilShown == 0)
            shown = Clone(written);
        var (table, list) = method switch
        {
            "ListOrganizations" => ("organizations", "result"),
            "ListUsers" => ("users", "result"),
            "ListUserMetadata" => ("metadata", "metadata"),
            "ListProjectRoles" => ("projectRoles", "projectRoles"),
            _ => (char.ToLowerInvariant(method[4]) + method[5..], char.ToLowerInvariant(method[4]) + method[5..]),
        };
        var page = request["pagination"] ?? request["query"];
        // In no order: newest first is as good as any.
        var found = shown[table]!.AsArray().Reverse().Select(row => row!.AsObject()).Where(row => ScriptedFilters.Match(row, request)).ToList();
        var rows = found.Skip((int?)page?["offset"] ?? 0).Take(Math.Min(MaxPageSize, (int?)page?["limit"] ?? 100)).Select(row => (JsonNode?)Clone(row)).ToArray();
        var answer = new JsonObject
        {
            [list == "result" ? "details" : "pagination"] = found.Count == 0 ? new JsonObject { ["appliedLimit"] = "100" } : new JsonObject { ["totalResult"] = $"{found.Count}" },
        };
        // ZITADEL: zero values are left out, an empty list too.
        if (rows.Length > 0)
            answer[list] = new JsonArray(rows);
        return (200, answer);
    }

    (int Status, JsonObject Content) Write(string method, JsonObject request) => method switch
    {
        "CreateProject" => Create("projects", request, "name", "projectId", []),
        "UpdateProject" => Merge(Row("projects", request, "projectId"), request),
        "ActivateProject" => Merge(Row("projects", request, "projectId"), new JsonObject { ["state"] = "PROJECT_STATE_ACTIVE" }),
        "AddProjectRole" => Create("projectRoles", Renamed(request, "roleKey", "key"), "key", null, []),
        "UpdateProjectRole" => Merge(Rows("projectRoles").FirstOrDefault(r => Text(r, "key") == Text(request, "roleKey")), Renamed(request, "roleKey", "key")),
        "RemoveProjectRole" => Delete("projectRoles", r => Text(r, "key") == Text(request, "roleKey")),
        "CreateApplication" => CreateApplication(request),
        "UpdateApplication" => UpdateApplication(request),
        "ReactivateApplication" => Merge(Row("applications", request, "applicationId"), new JsonObject { ["state"] = "APPLICATION_STATE_ACTIVE" }),
        "DeleteApplication" => Delete("applications", a => Text(a, "applicationId") == Text(request, "applicationId")),
        "GenerateClientSecret" or "AddSecret" => GenerateSecret(request),
        "CreateUser" => CreateUser(request),
        "UpdateUser" => Merge(Row("users", request, "userId"), request),
        "SetUserMetadata" => SetMetadata(request),
        "CreateAuthorization" => CreateAuthorization(request),
        "UpdateAuthorization" => Merge(Row("authorizations", request, "id"), new JsonObject { ["roles"] = Roles(request) }),
        "ActivateAuthorization" => Merge(Row("authorizations", request, "id"), new JsonObject { ["state"] = "STATE_ACTIVE" }),
        "CreateAdministrator" => CreateAdministrator(request),
        "UpdateAdministrator" => Merge(
            Rows("administrators").Single(a => Text(a["user"]!, "id") == Text(request, "userId")), new JsonObject { ["roles"] = Clone(request["roles"]!) }),
        _ => throw new InvalidOperationException($"The set-up is not known to call {method}."),
    };

    (int, JsonObject) Create(string table, JsonObject request, string key, string? id, JsonObject answer)
    {
        if (Rows(table).Any(row => string.Equals(Text(row, key), Text(request, key), StringComparison.OrdinalIgnoreCase)))
            return (409, Answers.Error("already_exists", "Already exists (V3-DKcYh)", "V3-DKcYh"));
        var row = Clone(request);
        if (id is not null)
            answer[id] = Text(row, id) ?? (string)(row[id] = $"{++lastId}")!;
        Add(table, row);
        answer["creationDate"] = "2026-11-24T04:00:00Z";
        return (200, answer);
    }

    (int, JsonObject) CreateApplication(JsonObject request)
    {
        var kind = request.ContainsKey("oidcConfiguration") ? "oidcConfiguration" : "apiConfiguration";
        var row = Clone(request);
        row["state"] = "APPLICATION_STATE_ACTIVE";
        var client = new JsonObject { ["clientId"] = $"{++lastId}" };
        row[kind]!["clientId"] = $"{lastId}";
        if ((Text(row[kind]!, "authMethodType") ?? "").EndsWith("BASIC", StringComparison.Ordinal))
            client["clientSecret"] = $"secret-{++lastId}";
        LeaveZeroValuesOut(row[kind]!.AsObject());
        return Create("applications", row, "name", "applicationId", new JsonObject { [kind] = client });
    }

    // ZITADEL: a partial update, but grant types and response types that are left out fall back; one that changes nothing is refused.
    (int, JsonObject) UpdateApplication(JsonObject request)
    {
        if (Row("applications", request, "applicationId") is not { } row)
            return NotFound();
        var before = row.ToJsonString();
        if (request["oidcConfiguration"] is JsonObject change)
        {
            var configuration = row["oidcConfiguration"]!.AsObject();
            configuration["grantTypes"] = new JsonArray("OIDC_GRANT_TYPE_AUTHORIZATION_CODE");
            configuration["responseTypes"] = new JsonArray("OIDC_RESPONSE_TYPE_CODE");
            foreach (var (name, value) in change)
            {
                if (value is not JsonArray { Count: 0 })
                    configuration[name] = value?.DeepClone();
            }

            LeaveZeroValuesOut(configuration);
        }

        if (request["apiConfiguration"] is JsonObject api)
        {
            row["apiConfiguration"]!["authMethodType"] = Text(api, "authMethodType");
            LeaveZeroValuesOut(row["apiConfiguration"]!.AsObject());
        }

        return JsonNode.DeepEquals(JsonNode.Parse(before), row)
            ? (400, Answers.Error("failed_precondition", "No changes (COMMAND-1m88i)", "COMMAND-1m88i"))
            : (200, new JsonObject { ["changeDate"] = "2026-11-24T04:00:00Z" });
    }

    (int, JsonObject) GenerateSecret(JsonObject request)
    {
        if (Row("users", request, "userId") is { } user)
            user["machine"]!["hasSecret"] = true;
        return (200, new JsonObject { ["clientSecret"] = $"secret-{++lastId}", ["creationDate"] = "2026-11-24T04:00:00Z" });
    }

    (int, JsonObject) CreateUser(JsonObject request)
    {
        var row = Clone(request);
        row["state"] = "USER_STATE_ACTIVE";
        row["details"] = new JsonObject { ["resourceOwner"] = Text(request, "organizationId") };
        if (row["human"] is JsonObject human)
        {
            human.Remove("password");
            var profile = human["profile"]!.AsObject();
            profile["displayName"] ??= $"{Text(profile, "givenName")} {Text(profile, "familyName")}";
            profile["preferredLanguage"] ??= "und";
            profile["gender"] = "GENDER_UNSPECIFIED";
        }

        var (status, answer) = Create("users", row, "username", "userId", []);
        return status == 200 ? (200, new JsonObject { ["id"] = Text(answer, "userId"), ["creationDate"] = "2026-11-24T04:00:00Z" }) : (status, answer);
    }

    (int, JsonObject) SetMetadata(JsonObject request)
    {
        foreach (var entry in request["metadata"]!.AsArray())
        {
            Delete("metadata", m => Text(m, "userId") == Text(request, "userId") && Text(m, "key") == Text(entry!, "key"));
            Add("metadata", new JsonObject { ["userId"] = Text(request, "userId"), ["key"] = Text(entry!, "key"), ["value"] = Text(entry!, "value") });
        }

        return (200, new JsonObject { ["setDate"] = "2026-11-24T04:00:00Z" });
    }

    (int, JsonObject) CreateAuthorization(JsonObject request)
    {
        if (Rows("authorizations").Any(a => Text(a["user"]!, "id") == Text(request, "userId")))
            return (409, Answers.Error("already_exists", "User grant already exists (V3-DKcYh)", "V3-DKcYh"));
        Add("authorizations", new JsonObject
        {
            ["id"] = $"{++lastId}",
            ["project"] = new JsonObject { ["id"] = Text(request, "projectId") },
            ["organization"] = new JsonObject { ["id"] = Text(request, "organizationId") },
            ["user"] = new JsonObject { ["id"] = Text(request, "userId") },
            ["state"] = "STATE_ACTIVE",
            ["roles"] = Roles(request),
        });
        return (200, new JsonObject { ["id"] = $"{lastId}", ["creationDate"] = "2026-11-24T04:00:00Z" });
    }

    (int, JsonObject) CreateAdministrator(JsonObject request)
    {
        Add("administrators", new JsonObject
        {
            ["user"] = new JsonObject { ["id"] = Text(request, "userId") },
            ["organization"] = new JsonObject { ["id"] = Text(request["resource"]!, "organizationId") },
            ["roles"] = Clone(request["roles"]!),
        });
        return (200, new JsonObject { ["creationDate"] = "2026-11-24T04:00:00Z" });
    }

    (int, JsonObject) Delete(string table, Func<JsonObject, bool> which)
    {
        if (Rows(table).FirstOrDefault(which) is not { } row)
            return NotFound();
        written[table]!.AsArray().Remove(row);
        return (200, new JsonObject { ["deletionDate"] = "2026-11-24T04:00:00Z" });
    }

    static (int, JsonObject) Merge(JsonObject? row, JsonObject change)
    {
        if (row is null)
            return NotFound();
        foreach (var (name, value) in change)
        {
            if (value is JsonObject part && row[name] is JsonObject existing)
                Merge(existing, part);
            else
                row[name] = value?.DeepClone();
        }

        return (200, new JsonObject { ["changeDate"] = "2026-11-24T04:00:00Z" });
    }

    static (int, JsonObject) NotFound() => (404, Answers.Error("not_found", "Errors.NotFound (QUERY-fk2fs)", "QUERY-fk2fs"));

    JsonObject? Row(string table, JsonObject request, string id) =>
        request.ContainsKey(id) ? Rows(table).FirstOrDefault(row => Text(row, id) == Text(request, id)) : null;

    static void LeaveZeroValuesOut(JsonObject configuration)
    {
        foreach (var (name, value) in configuration.ToList())
        {
            if (value is JsonArray { Count: 0 } || value!.ToJsonString() is "false" or "\"\"" or "\"OIDC_APP_TYPE_WEB\"" or "\"OIDC_AUTH_METHOD_TYPE_BASIC\""
                or "\"API_AUTH_METHOD_TYPE_BASIC\"" or "\"OIDC_TOKEN_TYPE_BEARER\"" or "\"OIDC_VERSION_1_0\"")
                configuration.Remove(name);
        }
    }

    static JsonArray Roles(JsonObject request) => new([.. request["roleKeys"]!.AsArray().Select(key => new JsonObject { ["key"] = (string)key! })]);

    static JsonObject Renamed(JsonObject request, string from, string to)
    {
        var row = Clone(request);
        row[to] = Text(request, from);
        row.Remove(from);
        return row;
    }

    static T Clone<T>(T node) where T : JsonNode => (T)node.DeepClone();

    public static string? Text(JsonNode row, string field) => (string?)row[field];
}
