using System.Collections.Immutable;
using EmbeddedZitadel.Keys;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.Applications;

/// <summary>An application of a project: an OIDC client (<see cref="Oidc"/>) or an API that introspects (<see cref="Api"/>).</summary>
public sealed record Application : IRecord
{
    /// <summary>Finds an application by its client id.</summary>
    public static readonly Index<Application> ByClientId = new(application => [application.ClientId]);

    /// <summary>Finds the applications of a project.</summary>
    public static readonly Index<Application> ByProject = new(application => [application.ProjectId]);

    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>When it came and changed, and its organisation.</summary>
    public required Details Details { get; init; }

    /// <summary>The project that it belongs to.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Its name, unique in the project.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is active.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>The client id, 18 digits.</summary>
    public required string ClientId { get; init; }

    /// <summary>The client secret, where it has one.</summary>
    public SecretHash? Secret { get; init; }

    /// <summary>The keys of an application that authenticates by private_key_jwt.</summary>
    public ImmutableList<PublicKey> Keys { get; init; } = [];

    /// <summary>What an OIDC application has, or null.</summary>
    public OidcConfiguration? Oidc { get; init; }

    /// <summary>What an API application has, or null.</summary>
    public ApiConfiguration? Api { get; init; }
}

/// <summary>How an API application authenticates.</summary>
public sealed record ApiConfiguration(ApiAuthMethod AuthMethod);

/// <summary><c>API_AUTH_METHOD_TYPE_…</c>.</summary>
public enum ApiAuthMethod
{
    /// <summary>Client secret.</summary>
    Basic,

    /// <summary>A signed JWT.</summary>
    PrivateKeyJwt,
}
