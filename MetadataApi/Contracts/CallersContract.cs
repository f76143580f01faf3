using Microsoft.EntityFrameworkCore;
using ZitadelMetadata;

namespace MetadataApi.Contracts;

/// <summary>Finds the contract that a caller's metadata names, and makes it the caller's at first use.</summary>
sealed class CallersContract(ContractsDb db)
{
    /// <summary>The key in the user's metadata.</summary>
    public const string MetadataKey = "ContractNumber";

    public async Task<Finding> FindAsync(string sub, UserMetadata metadata, CancellationToken cancellation)
    {
        if (!metadata.TryGetValue(MetadataKey, out var value))
            return Finding.NotFound("No contract number",
                $"Your user has no metadata {MetadataKey}, or the access token does not carry it.");
        if (value.Text is not { Length: > 0 and <= Contract.MaximumNumberLength } number || number.Any(char.IsControl))
            return Finding.NotFound("No contract number",
                $"The metadata {MetadataKey} of your user is no printable text of 1 to {Contract.MaximumNumberLength} characters.");

        var contract = await ReadAsync(number, cancellation);
        if (contract is { Owner: null })
        {
            // One statement, so that of two users with one number only the first gets the contract.
            await db.Contracts.Where(one => one.Number == number && one.Owner == null)
                .ExecuteUpdateAsync(change => change.SetProperty(one => one.Owner, sub), cancellation);
            contract = await ReadAsync(number, cancellation);
        }
        return contract is null ? Finding.NotFound("Unknown contract number", $"There is no contract {number} here.")
            : contract.Owner != sub ? Finding.Forbidden("Not your contract", $"The contract {number} belongs to another user.")
            : Finding.Found(contract);
    }

    /// <summary>Replaces the note of a contract that was found for the user.</summary>
    public Task SaveNoteAsync(Contract contract, string note, CancellationToken cancellation) =>
        db.Contracts.Where(one => one.Number == contract.Number && one.Owner == contract.Owner)
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.Note, note), cancellation);

    Task<Contract?> ReadAsync(string number, CancellationToken cancellation) =>
        db.Contracts.AsNoTracking().SingleOrDefaultAsync(one => one.Number == number, cancellation);
}

/// <summary>A contract, or why there is none for this caller.</summary>
/// <param name="Contract">The contract; null when refused.</param>
/// <param name="Status">The refusal's status: 404 or 403.</param>
/// <param name="Title">What is the matter, in a few words.</param>
/// <param name="Detail">What is the matter, in a sentence.</param>
sealed record Finding(Contract? Contract, int Status, string Title, string Detail)
{
    public static Finding Found(Contract contract) => new(contract, StatusCodes.Status200OK, "", "");
    public static Finding NotFound(string title, string detail) => new(null, StatusCodes.Status404NotFound, title, detail);
    public static Finding Forbidden(string title, string detail) => new(null, StatusCodes.Status403Forbidden, title, detail);
}
