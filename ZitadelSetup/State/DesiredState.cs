using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace ZitadelSetup;

/// <summary>
/// What a ZITADEL has to contain for the applications to work: one project with its applications and roles, and people and service users
/// with their metadata and roles. Read from a file such as <c>zitadel.json</c>; see <c>zitadel.schema.json</c> for its form.
/// </summary>
// An absent property reaches `init` as null: the JSON source generator does not keep the initial values of init-only properties.
public sealed record DesiredState
{
    /// <summary>The project that owns the applications and roles.</summary>
    public required DesiredProject Project { get; init; }

    /// <summary>The project's applications by name. Names are unique in a project, whatever the type of the application.</summary>
    public IReadOnlyDictionary<string, DesiredApplication> Applications { get; init => field = value ?? ReadOnlyDictionary<string, DesiredApplication>.Empty; } = ReadOnlyDictionary<string, DesiredApplication>.Empty;

    /// <summary>The project's roles by key.</summary>
    public IReadOnlyDictionary<string, DesiredRole> Roles { get; init => field = value ?? ReadOnlyDictionary<string, DesiredRole>.Empty; } = ReadOnlyDictionary<string, DesiredRole>.Empty;

    /// <summary>People by user name. Set it to an empty dictionary where no demo users are wanted.</summary>
    public IReadOnlyDictionary<string, DesiredUser> Users { get; init => field = value ?? ReadOnlyDictionary<string, DesiredUser>.Empty; } = ReadOnlyDictionary<string, DesiredUser>.Empty;

    /// <summary>Service users (ZITADEL: machine users) by user name.</summary>
    public IReadOnlyDictionary<string, DesiredServiceUser> ServiceUsers { get; init => field = value ?? ReadOnlyDictionary<string, DesiredServiceUser>.Empty; } = ReadOnlyDictionary<string, DesiredServiceUser>.Empty;

    /// <summary>
    /// What <c>{name}</c> in a URI of this state stands for when the caller hands in nothing else, for example
    /// <c>"web-frontend": "http://localhost:5080"</c>. Already applied to a state that <see cref="Load"/> or <see cref="Default"/> returned.
    /// </summary>
    public IReadOnlyDictionary<string, string> Placeholders { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>For the editor only.</summary>
    [JsonInclude, JsonPropertyName("$schema")]
    internal string? Schema { get; init; }

    /// <summary>Reads a desired state from a file.</summary>
    /// <param name="path">A JSON file; comments and trailing commas are allowed.</param>
    /// <param name="placeholders">
    /// Values of <c>{name}</c> in URIs, for example <c>web-frontend</c> → <c>http://localhost:5080</c>; they win over the file's own.
    /// </param>
    /// <exception cref="ZitadelSetupException">The file can't be read, or something in it is wrong: the message says what and where.</exception>
    public static DesiredState Load(string path, IReadOnlyDictionary<string, string>? placeholders = null) =>
        DesiredStateReader.Read(ReadFile(path), path, placeholders);

    /// <summary>The desired state of ZitadelAspire's own <c>AppHost/zitadel.json</c>, which is part of this assembly.</summary>
    /// <param name="placeholders">As in <see cref="Load"/>.</param>
    /// <exception cref="ZitadelSetupException">A placeholder is unknown or its value is no address.</exception>
    public static DesiredState Default(IReadOnlyDictionary<string, string>? placeholders = null) =>
        DesiredStateReader.Read(DefaultJson(), DefaultName, placeholders);

    internal const string DefaultName = "the built-in zitadel.json";

    internal static string DefaultJson()
    {
        using var reader = new StreamReader(typeof(DesiredState).Assembly.GetManifestResourceStream("zitadel.json")!);
        return reader.ReadToEnd();
    }

    internal static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ZitadelSetupException($"The desired state '{path}' can't be read: {e.Message}", e);
        }
    }
}
