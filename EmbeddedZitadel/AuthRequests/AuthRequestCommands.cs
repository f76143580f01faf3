using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Store;

namespace EmbeddedZitadel.AuthRequests;

/// <summary>The one place where logins in progress change.</summary>
public sealed partial class AuthRequestCommands(InstanceStore store, SnowflakeIds ids, TimeProvider clock)
{
    /// <summary>Finds a login of Login V1 that goes on in this browser; any other browser does not see it.</summary>
    /// <exception cref="ZitadelError">There is no such login.</exception>
    public AuthRequest Get(string? id, string agentId) =>
        store.Current.AuthRequests.Find(id) is { IsV2: false } request && request.AgentId == agentId
            ? request
            : throw ZitadelError.NotFound("CACHE-d24aD", "Errors.AuthRequest.NotFound");

    /// <summary>Keeps a new login: fills in its id, of digits or <c>V2_</c> and digits, and its date.</summary>
    public AuthRequest Add(AuthRequest request, bool v2) => store.Change(change =>
    {
        var added = request with { Id = v2 ? AuthRequest.V2Prefix + ids.Next() : ids.Next(), CreationDate = clock.GetUtcNow() };
        change.Put(added);
        return added;
    });

    /// <summary>The person typed a login name that belongs to this user, picked them, or registered.</summary>
    public AuthRequest SelectUser(string id, string agentId, string userId, string typedLoginName) => Update(id, agentId, request =>
        request with { UserId = userId, TypedLoginName = typedLoginName });

    /// <summary>Back to the login name.</summary>
    public AuthRequest ForgetUser(string id, string agentId) => Update(id, agentId, request => request with { UserId = null, TypedLoginName = "" });

    /// <summary>The login name belongs to nobody, but its domain to an organisation: whoever typed it may register there.</summary>
    public AuthRequest Discover(string id, string agentId, string loginName) => Update(id, agentId, request =>
        request with { UserId = null, TypedLoginName = "", LoginHint = loginName, Prompts = [.. request.Prompts.Remove("create"), "create"] });

    private AuthRequest Update(string id, string agentId, Func<AuthRequest, AuthRequest> update) => store.Change(change =>
    {
        if (change.State.AuthRequests.Find(id) is not { IsV2: false } request || request.AgentId != agentId)
            throw ZitadelError.NotFound("CACHE-d24aD", "Errors.AuthRequest.NotFound");
        var updated = update(request) with { Sequence = request.Sequence + 1 };
        change.Put(updated);
        return updated;
    });
}
