namespace EmbeddedZitadel.Api.Lists;

/// <summary><c>filter.v2.IDFilter</c>.</summary>
internal sealed record IdFilter(string Id = "");

/// <summary><c>filter.v2.InIDsFilter</c>.</summary>
internal sealed record InIdsFilter(IReadOnlyList<string>? Ids = null)
{
    /// <summary>Whether the id is one of them.</summary>
    public bool Has(string id) => Ids?.Contains(id) == true;
}

/// <summary><c>filter.v2.TimestampFilter</c>.</summary>
internal sealed record TimestampFilter(DateTimeOffset Timestamp, string Method = "")
{
    /// <summary>Whether the time fits.</summary>
    public bool Matches(DateTimeOffset value) => value.Matches(Timestamp, Method);
}
