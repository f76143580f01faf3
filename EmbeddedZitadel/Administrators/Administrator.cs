using System.Collections.Immutable;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Administrators;

/// <summary>A user who administers something (v1 calls it a member): the instance, an organisation, a project.</summary>
public sealed record Administrator : IRecord
{
    /// <summary>Finds what a user administers.</summary>
    public static readonly Index<Administrator> ByUser = new(administrator => [administrator.UserId]);

    /// <summary>One user administers one resource once, so the id is made of both.</summary>
    public string Id => $"{Resource}:{ResourceId}:{UserId}";

    /// <summary>When it came and changed, and the owner of the resource.</summary>
    public required Details Details { get; init; }

    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>What kind of thing is administered.</summary>
    public required AdministeredResource Resource { get; init; }

    /// <summary>Its id; the instance's for the instance.</summary>
    public required string ResourceId { get; init; }

    /// <summary>ZITADEL's roles, e.g. <c>IAM_OWNER</c>, <c>ORG_USER_MANAGER</c>.</summary>
    public required ImmutableArray<string> Roles { get; init; }
}

/// <summary>What can be administered.</summary>
public enum AdministeredResource
{
    /// <summary>The instance: roles <c>IAM_…</c>.</summary>
    Instance,

    /// <summary>An organisation: roles <c>ORG_…</c>.</summary>
    Organization,

    /// <summary>A project: roles <c>PROJECT_…</c>.</summary>
    Project,

    /// <summary>A project granted to another organisation: roles <c>PROJECT_GRANT_…</c>.</summary>
    ProjectGrant,
}
