namespace EmbeddedZitadel.Store;

/// <summary>What ZITADEL's API calls <c>details</c>: who owns an aggregate, when it came and last changed, and how many changes it has seen.</summary>
/// <param name="ResourceOwner">The id of the organisation (or of the instance) that the aggregate belongs to.</param>
/// <param name="CreationDate">When it was created.</param>
/// <param name="ChangeDate">When it was last changed.</param>
/// <param name="Sequence">The number of changes, the creation included.</param>
public sealed record Details(string ResourceOwner, DateTimeOffset CreationDate, DateTimeOffset ChangeDate, ulong Sequence)
{
    /// <summary>The details of an aggregate that is created now.</summary>
    public static Details New(string resourceOwner, DateTimeOffset now) => new(resourceOwner, now, now, 1);

    /// <summary>The details after one more change.</summary>
    public Details Changed(DateTimeOffset now) => this with { ChangeDate = now, Sequence = Sequence + 1 };
}
