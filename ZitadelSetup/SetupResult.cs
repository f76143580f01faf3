using System.Collections.ObjectModel;

namespace ZitadelSetup;

/// <summary>What the applications need to know about the ZITADEL that was set up.</summary>
public sealed record SetupResult
{
    /// <summary>The issuer as ZITADEL's discovery document says it.</summary>
    public required string Issuer { get; init; }

    /// <summary>The organisation that owns the project.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>The project; the audience of the access tokens of its applications.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Client ids and secrets by the application's name.</summary>
    public IReadOnlyDictionary<string, ClientCredentials> Applications { get; init; } = ReadOnlyDictionary<string, ClientCredentials>.Empty;

    /// <summary>Client ids and secrets by the service user's user name.</summary>
    public IReadOnlyDictionary<string, ClientCredentials> ServiceUsers { get; init; } = ReadOnlyDictionary<string, ClientCredentials>.Empty;

    /// <summary>The people of the desired state by user name.</summary>
    public IReadOnlyDictionary<string, UserCredentials> Users { get; init; } = ReadOnlyDictionary<string, UserCredentials>.Empty;

    /// <summary>What was changed in this run, in order; empty when everything was right.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];
}

/// <summary>A client of ZITADEL.</summary>
/// <param name="ClientId">The client id.</param>
/// <param name="ClientSecret">
/// The secret when it was created or made anew in this run, or when the caller handed it in; null for clients without one, and where it isn't known.
/// </param>
public sealed record ClientCredentials(string ClientId, string? ClientSecret = null)
{
    /// <summary>ZITADEL's id of the application, as its console's addresses have it; null for service users.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>The record's text without the secret.</summary>
    public override string ToString() => ClientId;
}

/// <summary>A person of the desired state.</summary>
/// <param name="UserId">ZITADEL's id, the claim <c>sub</c>.</param>
/// <param name="Password">The password when the person was created in this run, else null.</param>
public sealed record UserCredentials(string UserId, string? Password = null)
{
    /// <summary>The record's text without the password.</summary>
    public override string ToString() => UserId;
}

/// <summary>What a run would change.</summary>
/// <param name="Changes">One line for each change, in order; without secrets.</param>
/// <param name="IssuesSecrets">Whether ZITADEL will give out client secrets, or people get generated passwords; both are there only once.</param>
public sealed record SetupPlan(IReadOnlyList<string> Changes, bool IssuesSecrets)
{
    /// <summary>Everything is right already.</summary>
    public bool IsEmpty => Changes.Count == 0;
}
