using System.Collections.Immutable;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Projects;

/// <summary>A project: holds applications and the roles that users may be granted in it.</summary>
public sealed record Project : IRecord
{
    /// <summary>Finds the projects of an organisation.</summary>
    public static readonly Index<Project> ByOrganization = new(project => [project.OrganizationId]);

    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>When it came and changed, and its organisation.</summary>
    public required Details Details { get; init; }

    /// <summary>Its name, unique in the organisation regardless of case.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is active; the applications of an inactive one count as inactive.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>"Assert roles on authentication": tokens and userinfo carry the user's roles.</summary>
    public bool RoleAssertion { get; init; }

    /// <summary>"Check authorization on authentication": only users with a role may sign in.</summary>
    public bool RoleCheck { get; init; }

    /// <summary>"Check for project on authentication": the user's organisation must own the project or have it granted.</summary>
    public bool HasProjectCheck { get; init; }

    /// <summary><c>PRIVATE_LABELING_SETTING_…</c>, kept for whoever reads it back; the pages here have one look.</summary>
    public int PrivateLabelingSetting { get; init; }

    /// <summary>The roles by key.</summary>
    public ImmutableSortedDictionary<string, ProjectRole> Roles { get; init; } =
        ImmutableSortedDictionary.Create<string, ProjectRole>(StringComparer.Ordinal);

    /// <summary>The organisation that owns it.</summary>
    public string OrganizationId => Details.ResourceOwner;
}

/// <summary>A role of a project.</summary>
public sealed record ProjectRole(string Key, string DisplayName, string Group, Details Details);
