using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Users;

// The queries of ListUsers: of v2, and of management v1, which has the same but for a few names.
internal sealed record ListUsersRequest(Paging? Query = null, string SortingColumn = "", IReadOnlyList<UserSearchQuery>? Queries = null)
{
    /// <summary>The users that fit all queries.</summary>
    /// <exception cref="ZitadelError">The queries are nested too deep.</exception>
    public List<User> Search(IEnumerable<User> users)
    {
        var queries = Queries ?? [];
        foreach (var query in queries)
            query.RequireDepth(UserSearchQuery.MaxDepth);
        return [.. users.Where(user => queries.All(query => query.Fits(user)))];
    }
}

internal sealed record UserSearchQuery(
    UserNameQuery? UserNameQuery = null, FirstNameQuery? FirstNameQuery = null, LastNameQuery? LastNameQuery = null, NickNameQuery? NickNameQuery = null,
    DisplayNameQuery? DisplayNameQuery = null, EmailQuery? EmailQuery = null, StateQuery? StateQuery = null, TypeQuery? TypeQuery = null,
    LoginNameQuery? LoginNameQuery = null, InUserIdsQuery? InUserIdsQuery = null, UserSearchQueries? OrQuery = null, UserSearchQueries? AndQuery = null,
    NotQuery? NotQuery = null, InUserEmailsQuery? InUserEmailsQuery = null, OrganizationIdQuery? OrganizationIdQuery = null, PhoneQuery? PhoneQuery = null,
    MetadataKeyFilter? MetadataKeyFilter = null, MetadataValueFilter? MetadataValueFilter = null, ResourceOwnerQuery? ResourceOwner = null)
{
    /// <summary>How deep OR, AND and NOT may stand in one another.</summary>
    public const int MaxDepth = 20;

    /// <summary>Refuses queries that are nested deeper.</summary>
    /// <exception cref="ZitadelError">They are.</exception>
    public void RequireDepth(int depth)
    {
        if (depth < 0)
            throw ZitadelError.InvalidArgument("USER-zsQ97", "Errors.Query.TooManyNestingLevels");
        NotQuery?.Query?.RequireDepth(depth - 1);
        foreach (var query in OrQuery?.Queries ?? AndQuery?.Queries ?? [])
            query.RequireDepth(depth - 1);
    }

    /// <summary>Whether a user fits; several queries are for several entries, so the first that is there counts.</summary>
    public bool Fits(User user) => this switch
    {
        { UserNameQuery: { } query } => user.Username.Matches(query.UserName, query.Method),
        { FirstNameQuery: { } query } => user.Human?.GivenName.Matches(query.FirstName, query.Method) == true,
        { LastNameQuery: { } query } => user.Human?.FamilyName.Matches(query.LastName, query.Method) == true,
        { NickNameQuery: { } query } => user.Human?.NickName.Matches(query.NickName, query.Method) == true,
        { DisplayNameQuery: { } query } => user.Human?.DisplayName.Matches(query.DisplayName, query.Method) == true,
        { EmailQuery: { } query } => user.Human?.Email.Matches(query.EmailAddress, query.Method) == true,
        { StateQuery: { } query } => UserNames.State.Name(user.State) == query.State,
        { TypeQuery: { } query } => query.Type == (user.Human is null ? "TYPE_MACHINE" : "TYPE_HUMAN"),
        { LoginNameQuery: { } query } => user.LoginNames.Any(name => name.Matches(query.LoginName, query.Method)),
        { InUserIdsQuery: { } query } => query.UserIds?.Contains(user.Id) == true,
        { OrQuery: { } query } => query.Queries?.Any(one => one.Fits(user)) == true,
        { AndQuery: { } query } => query.Queries?.All(one => one.Fits(user)) != false,
        { NotQuery: { } query } => query.Query?.Fits(user) != true,
        { InUserEmailsQuery: { } query } => user.Human is { } human && query.UserEmails?.Contains(human.Email) == true,
        { OrganizationIdQuery: { } query } => user.OrganizationId == query.OrganizationId,
        { PhoneQuery: { } query } => user.Human?.Phone.Matches(query.Number, query.Method) == true,
        { MetadataKeyFilter: { } filter } => user.Metadata.Keys.Any(key => key.Matches(filter.Key, filter.Method)),
        { MetadataValueFilter: { } filter } => user.Metadata.Values.Any(filter.Matches),
        { ResourceOwner: { } query } => user.OrganizationId == query.OrgID,
        _ => true,
    };

    /// <summary>The users in ascending order of a column, by default of their ids (which grow, unless they were chosen).</summary>
    public static IEnumerable<User> Sort(IEnumerable<User> users, string column) => column switch
    {
        "USER_FIELD_NAME_USER_NAME" => users.OrderBy(user => user.Username, StringComparer.OrdinalIgnoreCase),
        "USER_FIELD_NAME_FIRST_NAME" => users.OrderBy(user => user.Human?.GivenName, StringComparer.OrdinalIgnoreCase),
        "USER_FIELD_NAME_LAST_NAME" => users.OrderBy(user => user.Human?.FamilyName, StringComparer.OrdinalIgnoreCase),
        "USER_FIELD_NAME_NICK_NAME" => users.OrderBy(user => user.Human?.NickName, StringComparer.OrdinalIgnoreCase),
        "USER_FIELD_NAME_DISPLAY_NAME" => users.OrderBy(user => user.DisplayName, StringComparer.OrdinalIgnoreCase),
        "USER_FIELD_NAME_EMAIL" => users.OrderBy(user => user.Human?.Email, StringComparer.OrdinalIgnoreCase),
        "USER_FIELD_NAME_STATE" => users.OrderBy(user => user.State),
        "USER_FIELD_NAME_TYPE" => users.OrderBy(user => user.Human is null),
        "USER_FIELD_NAME_CREATION_DATE" => users.OrderBy(user => user.Details.CreationDate).ThenBy(user => user.Id, StringComparer.Ordinal),
        _ => users.OrderBy(user => user.Id, StringComparer.Ordinal),
    };
}

internal sealed record UserNameQuery(string UserName = "", string Method = "");

internal sealed record FirstNameQuery(string FirstName = "", string Method = "");

internal sealed record LastNameQuery(string LastName = "", string Method = "");

internal sealed record NickNameQuery(string NickName = "", string Method = "");

internal sealed record DisplayNameQuery(string DisplayName = "", string Method = "");

internal sealed record EmailQuery(string EmailAddress = "", string Method = "");

internal sealed record StateQuery(string State = "");

internal sealed record TypeQuery(string Type = "");

internal sealed record LoginNameQuery(string LoginName = "", string Method = "");

internal sealed record InUserIdsQuery(IReadOnlyList<string>? UserIds = null);

internal sealed record UserSearchQueries(IReadOnlyList<UserSearchQuery>? Queries = null);

internal sealed record NotQuery(UserSearchQuery? Query = null);

internal sealed record InUserEmailsQuery(IReadOnlyList<string>? UserEmails = null);

internal sealed record OrganizationIdQuery(string OrganizationId = "");

internal sealed record PhoneQuery(string Number = "", string Method = "");

internal sealed record ResourceOwnerQuery(string OrgID = "");

internal sealed record MetadataKeyFilter(string Key = "", string Method = "");

internal sealed record MetadataValueFilter(byte[]? Value = null, string Method = "")
{
    public bool Matches(MetadataEntry entry) => entry.Value.AsSpan().SequenceEqual(Value ?? []) != (Method == "BYTE_FILTER_METHOD_NOT_EQUALS");
}
