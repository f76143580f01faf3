using Microsoft.AspNetCore.Authorization;

namespace ZitadelMetadata;

/// <summary>Metadata as a condition of access.</summary>
public static class AuthorizationPolicyBuilderExtensions
{
    /// <summary>
    /// Requires that the user has a metadata key whose value is text, one of the allowed ones where some are given. Compared exactly.
    /// <code>
    /// policy.RequireZitadelMetadata("ContractNumber");
    /// policy.RequireZitadelMetadata("region", "eu", "ch");
    /// </code>
    /// </summary>
    public static AuthorizationPolicyBuilder RequireZitadelMetadata(this AuthorizationPolicyBuilder policy, string key, params string[] allowedValues)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(allowedValues);
        return policy.RequireAuthenticatedUser().RequireAssertion(context =>
            context.User.GetZitadelMetadata().GetText(key) is { } text && (allowedValues.Length == 0 || allowedValues.Contains(text, StringComparer.Ordinal)));
    }
}
