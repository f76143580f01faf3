using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Api.Messages;

/// <summary><c>object.v2.Details</c> and <c>v1.ObjectDetails</c>. Which of the dates are there depends on the method.</summary>
internal sealed record DetailsMessage(ulong Sequence, DateTimeOffset? CreationDate, DateTimeOffset? ChangeDate, string ResourceOwner)
{
    /// <summary>As reads have it.</summary>
    public static DetailsMessage Of(Details details) => new(details.Sequence, details.CreationDate, details.ChangeDate, details.ResourceOwner);

    /// <summary>As v1's methods that add something answer: without the change date.</summary>
    public static DetailsMessage Added(Details details) => new(details.Sequence, details.ChangeDate, null, details.ResourceOwner);

    /// <summary>As methods that change something answer, and v2's that add users and sessions: without the creation date.</summary>
    public static DetailsMessage Changed(Details details) => new(details.Sequence, null, details.ChangeDate, details.ResourceOwner);
}

/// <summary>An answer that is nothing but details.</summary>
internal sealed record DetailsResponse(DetailsMessage Details);

/// <summary><c>object.v2.ListDetails</c>; <c>totalResult</c> is left out when nothing was found.</summary>
internal sealed record ListDetails(ulong TotalResult, DateTimeOffset Timestamp);

/// <summary><c>v1.ListDetails</c>.</summary>
internal sealed record ListDetailsV1(ulong TotalResult, DateTimeOffset ViewTimestamp);

/// <summary>A request without fields, or whose fields do not matter here.</summary>
internal sealed record EmptyMessage;

internal sealed record CreationDateResponse(DateTimeOffset CreationDate);

internal sealed record ChangeDateResponse(DateTimeOffset ChangeDate);

internal sealed record DeletionDateResponse(DateTimeOffset DeletionDate);

internal sealed record RemovalDateResponse(DateTimeOffset RemovalDate);

/// <summary>A request of v1 that is nothing but the id of its path.</summary>
internal sealed record IdRequest(string Id = "");
