namespace EmbeddedZitadel.Console;

/// <summary>Where the pages are. Users, applications and signing keys are where ZITADEL's own console has them, so that links lead to either.</summary>
internal static class ConsolePaths
{
    /// <summary>The overview, and the beginning of all of it.</summary>
    public const string Home = "/ui/console";

    /// <summary>Where a sign-in ends.</summary>
    public const string SignedIn = Home + "/auth/callback";

    /// <summary>Where one begins as somebody else.</summary>
    public const string OtherUser = Home + "/auth/other";

    /// <summary>Signs out.</summary>
    public const string SignOut = Home + "/signout";

    /// <summary>The users.</summary>
    public const string Users = Home + "/users";

    /// <summary>Creates a person.</summary>
    public const string NewUser = Users + "/create";

    /// <summary>The projects with their applications.</summary>
    public const string Projects = Home + "/projects";

    /// <summary>The signing keys: a setting of the instance.</summary>
    public const string Keys = Home + "/instance";

    /// <summary>The same as ZITADEL's console links it.</summary>
    public const string KeysLink = Keys + "?id=webkeys";

    /// <summary>The sessions; ZITADEL's console has no such page.</summary>
    public const string Sessions = Home + "/sessions";

    /// <summary>One user.</summary>
    public static string User(string id) => $"{Users}/{Uri.EscapeDataString(id)}";

    /// <summary>A user's metadata.</summary>
    public static string Metadata(string userId) => $"{User(userId)}?id=metadata";

    /// <summary>One piece of it. The key is in the query, where any character survives: a form would change line breaks.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="key">The key.</param>
    /// <param name="action">What is to happen to it, e.g. <c>/delete</c>; empty for its page.</param>
    public static string MetadataOf(string userId, string key, string action = "") =>
        $"{User(userId)}/metadata{action}?key={Uri.EscapeDataString(key)}";

    /// <summary>One application.</summary>
    public static string Application(string projectId, string id) =>
        $"{Projects}/{Uri.EscapeDataString(projectId)}/apps/{Uri.EscapeDataString(id)}";
}
