using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Organizations;

/// <summary>An organisation: owns users and projects.</summary>
public sealed record Organization : IRecord
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>When it came and changed; it owns itself.</summary>
    public required Details Details { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its verified domain, e.g. <c>acme.localhost</c>; made from the name.</summary>
    public required string PrimaryDomain { get; init; }

    /// <summary>Whether it is active.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>The domain ZITADEL generates for an organisation: <c>My Org</c> at <c>localhost</c> gives <c>my-org.localhost</c>.</summary>
    public static string DomainOf(string name, string instanceDomain) =>
        string.Concat(name.Trim().ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-') + "." + instanceDomain;
}
