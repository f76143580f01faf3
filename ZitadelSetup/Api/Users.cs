using System.Text.Json.Nodes;

namespace ZitadelSetup.Api;

sealed record User(string UserId, UserDetails? Details, string? State, string? Username, HumanUser? Human, MachineUser? Machine)
{
    public bool IsUsable => State is null or "USER_STATE_ACTIVE" or "USER_STATE_INITIAL";
}

sealed record UserDetails(string? ResourceOwner);

sealed record HumanUser(HumanProfile? Profile, HumanEmail? Email);

/// <summary>A language that was never given reads back as <c>und</c>.</summary>
sealed record HumanProfile(string? GivenName, string? FamilyName, string? NickName, string? DisplayName, string? PreferredLanguage);

sealed record HumanEmail(string? Email);

sealed record MachineUser(string? Name, string? Description, bool HasSecret, string? AccessTokenType);

sealed record UserPage(ListDetails? Details, List<User>? Result) : IPage<User>
{
    IReadOnlyList<User>? IPage<User>.Items => Result;

    long IPage<User>.Total => Details?.TotalResult ?? 0;
}

sealed record CreatedUser(string Id);

sealed record MetadataEntry(string Key, byte[]? Value);

sealed record MetadataPage(Pagination? Pagination, List<MetadataEntry>? Metadata) : IPage<MetadataEntry>
{
    IReadOnlyList<MetadataEntry>? IPage<MetadataEntry>.Items => Metadata;

    long IPage<MetadataEntry>.Total => Pagination?.TotalResult ?? 0;
}

sealed partial class ZitadelApi
{
    /// <summary>By user name and not by login name, which may have the organisation's domain appended. ZITADEL: unique regardless of case.</summary>
    public async Task<User?> FindUserAsync(string organizationId, string userName, CancellationToken cancellationToken)
    {
        var users = await ListAsync<UserPage, User>(
            ZitadelMethod.ListUsers,
            () => new JsonObject
            {
                ["queries"] = new JsonArray(
                    new JsonObject { ["userNameQuery"] = new JsonObject { ["userName"] = userName, ["method"] = "TEXT_QUERY_METHOD_EQUALS_IGNORE_CASE" } },
                    new JsonObject { ["organizationIdQuery"] = new JsonObject { ["organizationId"] = organizationId } }),
            },
            "query",
            ApiJson.Default.UserPage,
            cancellationToken);
        return users.FirstOrDefault(u => u.Details?.ResourceOwner == organizationId && string.Equals(u.Username, userName, StringComparison.OrdinalIgnoreCase));
    }

    public async Task<string> CreateHumanAsync(string organizationId, string userName, DesiredUser user, string password, CancellationToken cancellationToken)
    {
        var human = Human(user);
        human["password"] = new JsonObject { ["password"] = password, ["changeRequired"] = false };
        var request = new JsonObject { ["organizationId"] = organizationId, ["username"] = userName, ["human"] = human };
        return (await transport.CallAsync(ZitadelMethod.CreateUser, request, ApiJson.Default.CreatedUser, cancellationToken)).Id;
    }

    public Task UpdateHumanAsync(string userId, DesiredUser user, bool emailToo, CancellationToken cancellationToken)
    {
        var human = Human(user);
        // Sending the address again would be a change of its own: it would end a verification that is under way.
        if (!emailToo)
            human.Remove("email");
        return DoAsync(ZitadelMethod.UpdateUser, new JsonObject { ["userId"] = userId, ["human"] = human }, cancellationToken);
    }

    static JsonObject Human(DesiredUser user)
    {
        var profile = new JsonObject { ["givenName"] = user.GivenName, ["familyName"] = user.FamilyName };
        foreach (var (name, value) in new[] { ("nickName", user.NickName), ("displayName", user.DisplayName), ("preferredLanguage", user.PreferredLanguage) })
        {
            if (value is not null)
                profile[name] = value;
        }

        return new JsonObject { ["profile"] = profile, ["email"] = new JsonObject { ["email"] = user.Email, ["isVerified"] = true } };
    }

    public async Task<string> CreateMachineAsync(string organizationId, string userName, DesiredServiceUser user, CancellationToken cancellationToken)
    {
        var request = new JsonObject { ["organizationId"] = organizationId, ["username"] = userName, ["machine"] = Machine(user) };
        return (await transport.CallAsync(ZitadelMethod.CreateUser, request, ApiJson.Default.CreatedUser, cancellationToken)).Id;
    }

    public Task UpdateMachineAsync(string userId, DesiredServiceUser user, CancellationToken cancellationToken) =>
        DoAsync(ZitadelMethod.UpdateUser, new JsonObject { ["userId"] = userId, ["machine"] = Machine(user) }, cancellationToken);

    static JsonObject Machine(DesiredServiceUser user)
    {
        var machine = new JsonObject { ["name"] = user.Name, ["accessTokenType"] = EnumNames.UserTokenType(user.AccessTokenType) };
        // ZITADEL: an empty description is refused at creation.
        if (user.Description != "")
            machine["description"] = user.Description;
        return machine;
    }

    /// <summary>A new client secret; the one before stops working.</summary>
    public async Task<string> AddSecretAsync(string userId, CancellationToken cancellationToken) =>
        (await transport.CallAsync(ZitadelMethod.AddSecret, new JsonObject { ["userId"] = userId }, ApiJson.Default.IssuedSecret, cancellationToken)).ClientSecret;

    public Task<List<MetadataEntry>> ListUserMetadataAsync(string userId, CancellationToken cancellationToken) =>
        ListAsync<MetadataPage, MetadataEntry>(
            ZitadelMethod.ListUserMetadata, () => new JsonObject { ["userId"] = userId }, ApiJson.Default.MetadataPage, cancellationToken);

    public Task SetUserMetadataAsync(string userId, IEnumerable<KeyValuePair<string, byte[]>> metadata, CancellationToken cancellationToken) =>
        DoAsync(
            ZitadelMethod.SetUserMetadata,
            new JsonObject
            {
                ["userId"] = userId,
                ["metadata"] = new JsonArray([.. metadata.Select(m => new JsonObject { ["key"] = m.Key, ["value"] = Convert.ToBase64String(m.Value) })]),
            },
            cancellationToken);
}
