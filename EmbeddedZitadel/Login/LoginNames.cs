using EmbeddedZitadel.AuthRequests;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Organizations;
using EmbeddedZitadel.Store;
using EmbeddedZitadel.Users;

namespace EmbeddedZitadel.Login;

/// <summary>Who is meant by what was typed as a login name.</summary>
public static class LoginNames
{
    /// <summary>
    /// Finds a person by login name, e-mail address or phone number, in any case and with blanks around; the latter two only where they belong to
    /// one person alone. With a requested organisation only its own users count.
    /// </summary>
    /// <exception cref="ZitadelError">There is no such person, or they may not sign in.</exception>
    public static User Find(InstanceState state, AuthRequest request, string typed)
    {
        var organization = RequestedOrganization.Of(request.Scopes, state);
        var user = Candidates(state, typed.Trim()).Select(found => found.Where(u => organization is null || u.OrganizationId == organization).ToList())
            .FirstOrDefault(found => found.Count == 1)?[0];
        return user switch
        {
            { Human: not null, State: UserState.Active or UserState.Initial } => user,
            { State: UserState.Inactive } => throw ZitadelError.FailedPrecondition("AUTH-2n8fs", "Errors.User.Inactive"),
            { State: UserState.Locked } => throw ZitadelError.FailedPrecondition("AUTH-SF3gb", "Errors.User.Locked"),
            { Human: null } => throw ZitadelError.FailedPrecondition("AUTH-DGV4g", "Errors.User.NotHuman"),
            _ => throw ZitadelError.NotFound("QUERY-Dgqd2", "Errors.User.NotFound"),
        };
    }

    /// <summary>The organisation whose verified domain stands behind the last <c>@</c> of what was typed, or null ("domain discovery").</summary>
    public static Organization? DiscoverOrganization(InstanceState state, string typed)
    {
        var domain = typed.Trim()[(typed.Trim().LastIndexOf('@') + 1)..];
        return typed.Contains('@', StringComparison.Ordinal)
            ? state.Organizations.All.FirstOrDefault(o => o.IsActive && o.PrimaryDomain.Equals(domain, StringComparison.OrdinalIgnoreCase))
            : null;
    }

    private static IEnumerable<IEnumerable<User>> Candidates(InstanceState state, string typed)
    {
        var normalized = User.NormalizeLoginName(typed);
        yield return state.Users.By(User.ByLoginName, normalized);
        yield return state.Users.By(User.ByEmail, normalized);
        if (typed.StartsWith('+'))
            yield return state.Users.All.Where(user => user.Human?.Phone == typed);
    }
}
