using System.Collections.Frozen;

namespace EmbeddedZitadel.Errors;

/// <summary>ZITADEL's message keys, and our own sentence for each.</summary>
public static class Messages
{
    private static readonly FrozenDictionary<string, string> Sentences = new Dictionary<string, string>
    {
        ["Errors.App.NotFound"] = "There is no such application",
        ["Errors.Internal"] = "An internal error occurred",
        ["Errors.Org.NotFound"] = "There is no such organisation",
        ["Errors.Project.NotFound"] = "There is no such project",
        ["Errors.User.AlreadyExists"] = "The user exists already",
        ["Errors.User.NotActive"] = "The user is not active",
        ["Errors.User.NotFound"] = "The user could not be found",
        ["Errors.User.Password.Invalid"] = "The password is wrong",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The sentence of a key; a key without one stays as it is, as ZITADEL leaves untranslated keys.</summary>
    public static string Of(string key) => Sentences.GetValueOrDefault(key, key);
}
