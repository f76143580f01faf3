namespace MetadataApi.Contracts;

/// <summary>A customer's contract, which ZITADEL knows nothing of but its number.</summary>
sealed class Contract
{
    public const int MaximumNumberLength = 40;
    public const int MaximumNoteLength = 500;

    /// <summary>What the user's metadata <c>ContractNumber</c> says.</summary>
    public required string Number { get; init; }

    public required string Product { get; init; }

    public required DateOnly Since { get; init; }

    /// <summary>The user whose contract it is, <c>sub</c>; null until somebody uses it for the first time.</summary>
    public string? Owner { get; init; }

    /// <summary>What the owner wants to be known when something is delivered.</summary>
    public string Note { get; init; } = "";
}
