using EmbeddedZitadel.Administrators;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Api;

/// <summary>One call of a method: who asks, in which organisation, with which right, and the state that the answer is made from.</summary>
/// <param name="Method">The method.</param>
/// <param name="Caller">The user whose token came with the request.</param>
/// <param name="OrganizationId">The organisation of the header <c>x-zitadel-orgid</c>, or the caller's own.</param>
/// <param name="Issuer">The instance's address as the caller sees it.</param>
/// <param name="State">The state when the call came in. What a command answers is newer.</param>
public sealed record ApiCall(ApiMethod Method, User Caller, string OrganizationId, string Issuer, InstanceState State)
{
    /// <summary>Throws unless the caller has the method's right in an organisation (empty: in the instance), or in a project of it.</summary>
    /// <exception cref="ZitadelError">403, or 404 where the caller has no rights whatsoever.</exception>
    public void Require(string organizationId, string? projectId = null)
    {
        if (Allows(organizationId, projectId))
            return;
        throw Refusal(Method.Definition.IsV1 ? "AUTH-5mWD2" : "AUTH-AWfge");
    }

    /// <summary>
    /// Throws unless the caller has the method's right in the organisation of the call: how all of v1 and the instance's own services of v2 check
    /// it, before they look at anything else.
    /// </summary>
    /// <exception cref="ZitadelError">403, or 404 where the caller has no rights whatsoever.</exception>
    public void RequireForMethod()
    {
        if (!Allows(OrganizationId))
            throw Refusal("AUTH-5mWD2");
    }

    /// <summary>As <see cref="Require"/>, but users always have the right over themselves.</summary>
    public void RequireUnlessSelf(User user)
    {
        if (user.Id != Caller.Id)
            Require(user.OrganizationId);
    }

    /// <summary>Whether the caller has the method's right there.</summary>
    public bool Allows(string organizationId, string? projectId = null) => Allows(Method.Permission ?? "", organizationId, projectId);

    /// <summary>Whether the caller has the method's right over a user; over oneself always.</summary>
    public bool AllowsUser(User user) => user.Id == Caller.Id || Allows(user.OrganizationId);

    /// <summary>Whether the caller has some right there.</summary>
    public bool Allows(string permission, string organizationId, string? projectId) =>
        State.Administrators.By(Administrator.ByUser, Caller.Id).Any(administrator =>
        Covers(administrator, organizationId, projectId) && administrator.Roles.Any(role => Permissions.Allows(role, permission)));

    private ZitadelError Refusal(string id) => IsAdministrator
        ? ZitadelError.PermissionDenied(id, "No matching permissions found")
        : ZitadelError.NotFound("AUTHZ-cdgFk", "Errors.Membership.NotFound");

    private bool IsAdministrator => State.Administrators.By(Administrator.ByUser, Caller.Id).Any();

    private static bool Covers(Administrator administrator, string organizationId, string? projectId) => administrator.Resource switch
    {
        AdministeredResource.Instance => true,
        AdministeredResource.Organization => administrator.ResourceId == organizationId,
        AdministeredResource.Project => administrator.ResourceId == projectId,
        _ => false,
    };
}
