using System.Security.Claims;
using MetadataApi.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using ZitadelMetadata;

namespace MetadataApi.Contracts;

/// <summary><c>/contract</c>: the caller's own contract, found by the metadata <c>ContractNumber</c>.</summary>
static class ContractEndpoints
{
    public static void MapContracts(this IEndpointRouteBuilder routes)
    {
        var contract = routes.MapGroup("/contract")
            .RequireAuthorization(MetadataScope.Policy)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        contract.MapGet("", GetAsync)
            .WithSummary("The caller's own contract")
            .WithDescription("Looks the contract up by the caller's metadata ContractNumber. It becomes the caller's at first use: the number of somebody else's "
                + "contract is 403, none or an unknown one 404.");
        contract.MapPut("/note", PutNoteAsync)
            .WithSummary("Replaces the note for deliveries")
            .ProducesValidationProblem();
    }

    static async Task<Results<Ok<ContractResponse>, ProblemHttpResult>> GetAsync(
        ClaimsPrincipal user, CallersContract contracts, HttpResponse response, CancellationToken cancellation)
    {
        response.Headers[HeaderNames.CacheControl] = "no-store";
        var found = await contracts.FindAsync(user.FindFirstValue("sub")!, user.GetZitadelMetadata(), cancellation);
        return found.Contract is { } contract
            ? TypedResults.Ok(new ContractResponse(contract.Number, contract.Product, contract.Since, contract.Note))
            : Refuse(found);
    }

    static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> PutNoteAsync(
        NoteRequest request, ClaimsPrincipal user, CallersContract contracts, CancellationToken cancellation)
    {
        // PostgreSQL has no NUL in texts.
        if (request.Note is not { Length: <= Contract.MaximumNoteLength } note || note.Contains('\0'))
        {
            var wrong = $"The note must be a text of at most {Contract.MaximumNoteLength} characters, none of them NUL.";
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["note"] = [wrong] }, detail: wrong);
        }
        var found = await contracts.FindAsync(user.FindFirstValue("sub")!, user.GetZitadelMetadata(), cancellation);
        if (found.Contract is not { } contract)
            return Refuse(found);
        await contracts.SaveNoteAsync(contract, note, cancellation);
        return TypedResults.NoContent();
    }

    static ProblemHttpResult Refuse(Finding found) => TypedResults.Problem(found.Detail, statusCode: found.Status, title: found.Title);
}

/// <summary>A contract, for its owner.</summary>
/// <param name="Number">The contract's number.</param>
/// <param name="Product">What the contract is about.</param>
/// <param name="Since">The day it began.</param>
/// <param name="Note">What the owner wants to be known when something is delivered.</param>
sealed record ContractResponse(string Number, string Product, DateOnly Since, string Note);

/// <summary>A new note.</summary>
/// <param name="Note">The text, at most 500 characters; empty for none.</param>
sealed record NoteRequest(string? Note);
