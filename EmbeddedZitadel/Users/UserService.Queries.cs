using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Messages;

namespace EmbeddedZitadel.Users;

internal sealed partial class UserService
{
    private static GetUserResponse Get(ApiCall call, UserIdRequest request)
    {
        var user = Find(call, request.UserId, "QUERY-Dfbg2");
        call.RequireUnlessSelf(user);
        return new(DetailsMessage.Of(user.Details), Message(user));
    }

    private ListUsersResponse List(ApiCall call, ListUsersRequest request)
    {
        var found = request.Search(call.State.Users.All.Where(call.AllowsUser));
        var paging = request.Query ?? new();
        var page = paging.Of(UserSearchQuery.Sort(found, request.SortingColumn), paging.CheckedLimit);
        return new(
            new((ulong)found.Count, clock.GetUtcNow()),
            [.. page.Select(Message)]);
    }

    private ListAuthenticationMethodTypesResponse ListAuthenticationMethods(ApiCall call, UserIdRequest request)
    {
        var user = Find(call, request.UserId, "QUERY-Dfbg2");
        call.RequireUnlessSelf(user);
        string[] types = user.Human?.PasswordHash is null ? [] : ["AUTHENTICATION_METHOD_TYPE_PASSWORD"];
        return new(new((ulong)types.Length, clock.GetUtcNow()), types);
    }

    private static UserMessage Message(User user) => new(
        user.Id,
        DetailsMessage.Of(user.Details),
        UserNames.State.Name(user.State),
        user.Username,
        user.LoginNames,
        user.PreferredLoginName,
        user.Human is { } human ? Message(human) : null,
        user.Machine is { } machine
            ? new(machine.Name, machine.Description, machine.Secret is not null, machine.JwtAccessTokens ? UserNames.JwtAccessTokens : null)
            : null);

    private static HumanMessage Message(Human human) => new(
        new(
            human.GivenName,
            human.FamilyName,
            new(human.NickName),
            new(human.DisplayName),
            new(human.PreferredLanguage ?? UserNames.NoLanguage),
            UserNames.Gender.Name(human.Gender)),
        new(human.Email, human.EmailVerified),
        new(human.Phone, human.PhoneVerified),
        human.PasswordChangeRequired,
        human.PasswordChanged,
        human.MfaInitSkipped);
}

internal sealed record ListAuthenticationMethodTypesResponse(ListDetails Details, IReadOnlyList<string> AuthMethodTypes);
