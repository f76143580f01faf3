using System.Collections.Immutable;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Authorizations;

/// <summary>A role grant: the roles of a user in a project (v1 calls it a user grant).</summary>
public sealed record Authorization : IRecord
{
    /// <summary>Finds the authorizations of a user.</summary>
    public static readonly Index<Authorization> ByUser = new(authorization => [authorization.UserId]);

    /// <summary>Finds the authorizations in a project.</summary>
    public static readonly Index<Authorization> ByProject = new(authorization => [authorization.ProjectId]);

    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>When it came and changed, and the organisation that granted it.</summary>
    public required Details Details { get; init; }

    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The keys of the granted roles.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Whether it is active.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>The organisation that granted it: the key inside the roles claim.</summary>
    public string OrganizationId => Details.ResourceOwner;
}
