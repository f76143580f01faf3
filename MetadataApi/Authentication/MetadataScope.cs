using Microsoft.AspNetCore.Authorization;
using ZitadelMetadata;

namespace MetadataApi.Authentication;

/// <summary>
/// The scope that metadata needs. Introspection says which scopes a token has; ZITADEL's JWT access tokens do not, and their metadata is in them or
/// is not, so only the former can be refused for it.
/// </summary>
static class MetadataScope
{
    public const string Policy = "metadata";

    public static void Require(AuthorizationPolicyBuilder policy) => policy.RequireAuthenticatedUser().RequireAssertion(context =>
        context.User.Identity?.AuthenticationType != IntrospectionHandler.SchemeName
        || context.User.FindAll("scope").Any(scope => scope.Value == UserMetadata.Scope));
}
