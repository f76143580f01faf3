using System.Text;
using System.Text.Json.Nodes;
using EmbeddedZitadel.Console.Pages;
using EmbeddedZitadel.Errors;

namespace EmbeddedZitadel.Console;

/// <summary>A user's metadata: keys with values of bytes, given as text or as a file.</summary>
internal static class UserMetadata
{
    /// <summary>The most that ZITADEL keeps under one key.</summary>
    public const int MaxBytes = 500_000;

    private const int PageSize = 20;

    /// <summary>Maps the pages; the list is a page of the user.</summary>
    public static void MapUserMetadata(this IEndpointRouteBuilder routes)
    {
        const string Metadata = ConsolePaths.Users + "/{userId}/metadata";
        routes.MapConsoleForm(Metadata + "/add", Add);
        routes.MapConsolePage(Metadata, ShowValue);
        routes.MapConsoleForm(Metadata, Change);
        routes.MapConsoleForm(Metadata + "/delete", Delete);
        routes.MapConsolePage(Metadata + "/file", Download);
    }

    /// <summary>The list.</summary>
    public static IResult List(ConsoleVisit visit) => List(visit, "", "", null);

    private static IResult List(ConsoleVisit visit, string key, string text, FormProblem? problem)
    {
        var (user, page) = (Users.Find(visit), PageOfList.Of(visit, PageSize));
        var found = visit.Call("user.v2.UserService/ListUserMetadata", new() { ["userId"] = visit["userId"], ["pagination"] = page.Query() });
        page = page with { Total = found.Number("pagination.totalResult") };
        return visit.Show(
            $"Metadata of {Users.NameOf(user)}", MetadataPage.Render(visit, user.Text("userId"), found.List("metadata"), page, (key, text), problem), problem);
    }

    private static IResult Add(ConsoleVisit visit)
    {
        var (key, text) = (visit["key"], visit.Lines("text"));
        var (value, problem) = Value(visit, text);
        problem ??= Set(visit, key, value, isNew: true);
        return problem is null ? visit.Done(ConsolePaths.Metadata(visit["userId"]), "The metadata is added.") : List(visit, key, text, problem);
    }

    private static IResult ShowValue(ConsoleVisit visit)
    {
        var entry = Require(visit);
        var text = Shown.Decoded(entry.Bytes("value")) is { } decoded && Shown.SurvivesForm(decoded) ? decoded : null;
        return ShowValue(visit, entry, text, null);
    }

    private static IResult ShowValue(ConsoleVisit visit, JsonNode entry, string? text, FormProblem? problem) => visit.Show(
        $"Metadata of {Users.NameOf(Users.Find(visit))}", MetadataValuePage.Render(visit, visit["userId"], entry, text, problem), problem);

    private static IResult Change(ConsoleVisit visit)
    {
        var (entry, text) = (Require(visit), visit.Lines("text"));
        var (value, problem) = Value(visit, text);
        problem ??= Set(visit, entry.Text("key"), value, isNew: false);
        return problem is null
            ? visit.Done(ConsolePaths.Metadata(visit["userId"]), "The metadata is changed.")
            : ShowValue(visit, entry, text, problem);
    }

    private static IResult Delete(ConsoleVisit visit)
    {
        visit.Call("user.v2.UserService/DeleteUserMetadata", new() { ["userId"] = visit["userId"], ["keys"] = new JsonArray(visit["key"]) });
        return visit.Done(ConsolePaths.Metadata(visit["userId"]), "The metadata is deleted.");
    }

    // As an attachment of no particular type: whatever the bytes are, no browser shows them as a page of this server.
    private static IResult Download(ConsoleVisit visit) => Results.Bytes(Require(visit).Bytes("value"), "application/octet-stream", "metadata.bin");

    // ZITADEL takes an empty value for a deletion.
    private static (byte[] Value, FormProblem? Problem) Value(ConsoleVisit visit, string text)
    {
        var file = visit.File("file");
        var (field, size) = file is null ? ("text", Encoding.UTF8.GetByteCount(text)) : ("file", file.Length);
        if (size > MaxBytes)
            return ([], new(field, $"The {field} has {Shown.Number((int)size)} bytes, and ZITADEL takes {Shown.Number(MaxBytes)} at most."));
        if (size == 0)
            return ([], new(field, "ZITADEL keeps no empty values: type one or choose a file that is not empty."));
        if (file is null)
            return (Encoding.UTF8.GetBytes(text), null);

        var value = new byte[file.Length];
        using var content = file.OpenReadStream();
        content.ReadExactly(value);
        return (value, null);
    }

    private static FormProblem? Set(ConsoleVisit visit, string key, byte[] value, bool isNew)
    {
        try
        {
            if (isNew && Find(visit, key) is not null)
                return new("key", "The user has this key already: change its value, or choose another key.");
            var entry = new JsonObject { ["key"] = key, ["value"] = Convert.ToBase64String(value) };
            visit.Call("user.v2.UserService/SetUserMetadata", new() { ["userId"] = visit["userId"], ["metadata"] = new JsonArray(entry) });
            return null;
        }
        catch (ZitadelError error) when (error.Code is StatusCode.InvalidArgument or StatusCode.Unknown)
        {
            return FormProblem.Of(error, (".Key:", "key"), (".Value:", "text"), ("metadata key", "key"));
        }
    }

    private static JsonNode Require(ConsoleVisit visit) =>
        Find(visit, visit["key"]) ?? throw ZitadelError.NotFound("META-ncnw3", "Errors.Metadata.NotFound");

    private static JsonNode? Find(ConsoleVisit visit, string key)
    {
        var byKey = new JsonObject { ["keyFilter"] = new JsonObject { ["key"] = key } };
        return key.Length == 0 ? null : visit
            .Call("user.v2.UserService/ListUserMetadata", new() { ["userId"] = visit["userId"], ["filters"] = new JsonArray(byKey) })
            .List("metadata").FirstOrDefault();
    }
}
