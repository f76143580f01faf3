using System.Globalization;

namespace EmbeddedZitadel.Api.Definition;

/// <summary>ZITADEL's API as data: services, methods with their paths, messages with the limits of their fields, enums.</summary>
/// <remarks>Read once from the text files beside this one; their format is explained at the top of each.</remarks>
public sealed class ApiDefinition
{
    private readonly Dictionary<string, MessageDefinition> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EnumDefinition> _enums = new(StringComparer.Ordinal);
    private readonly List<MethodDefinition> _methods = [];

    private ApiDefinition()
    {
    }

    /// <summary>The whole API, as it is embedded in the assembly.</summary>
    public static ApiDefinition Load()
    {
        var definition = new ApiDefinition();
        var assembly = typeof(ApiDefinition).Assembly;
        foreach (var name in new[] { "v2.txt", "v1.txt", "paths-only.txt" })
        {
            using var stream = assembly.GetManifestResourceStream($"EmbeddedZitadel.Api.Definition.{name}")
                ?? throw new InvalidOperationException($"The API definition {name} is not embedded in the assembly.");
            using var reader = new StreamReader(stream);
            definition.Read(reader);
        }

        return definition;
    }

    /// <summary>Every method ZITADEL has, in the order of the files.</summary>
    public IReadOnlyList<MethodDefinition> Methods => _methods;

    /// <summary>A message by its name, e.g. <c>user.v2.Metadata</c>.</summary>
    public MessageDefinition Message(string name) => _messages[name];

    /// <summary>An enum by its name, e.g. <c>user.v2.Gender</c>.</summary>
    public EnumDefinition Enum(string name) => _enums[name];

    /// <summary>Whether the type of a field is an enum (and not a message).</summary>
    public bool IsEnum(string name) => _enums.ContainsKey(name);

    private void Read(TextReader reader)
    {
        string service = "";
        List<FieldDefinition>? fields = null;
        List<string>? values = null;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;

            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case ["service", var name] when line[0] != ' ':
                    (service, fields, values) = (name, null, null);
                    break;
                case ["message", var name] when line[0] != ' ':
                    _messages[name] = new(ShortName(name), fields = []);
                    (service, values) = ("", null);
                    break;
                case ["enum", var name] when line[0] != ' ':
                    _enums[name] = new(values = []);
                    break;
                case var _ when values is not null:
                    values.AddRange(words);
                    break;
                case var _ when service.Length > 0 && !line.StartsWith("    ", StringComparison.Ordinal):
                    _methods.Add(ReadMethod(service, words, fields = []));
                    break;
                default:
                    (fields ?? throw new InvalidOperationException($"In the API definition, a field stands alone: {line}")).Add(ReadField(words));
                    break;
            }
        }
    }

    // Metadata → Metadata, CreateUserRequest.Human → CreateUserRequest_Human: the names in ZITADEL's validation messages (it is written in Go).
    private static string ShortName(string name) => string.Join('_', name.Split('.').SkipWhile(part => char.IsAsciiLetterLower(part[0])));

    // "CreateSession POST /v2/sessions 201"
    private static MethodDefinition ReadMethod(string service, string[] words, List<FieldDefinition> fields) => new(
        service,
        words[0],
        words.Length > 2 ? new(words[1], words[2]) : null,
        words.Length > 3 ? int.Parse(words[3], CultureInfo.InvariantCulture) : 200,
        new(words[0] + "Request", fields));

    // "phone @kind user.v2.SetHumanPhone", "idQuery @query! org.v2.IDQuery", "metadata user.v2.Metadata[]", "userId? string 1..200",
    // "email string 1..200 email"
    private static FieldDefinition ReadField(string[] words)
    {
        var name = words[0];
        var rest = words.AsSpan(1);
        string? oneOf = null;
        var mustHaveOne = false;
        if (rest[0][0] == '@')
        {
            mustHaveOne = rest[0][^1] == '!';
            oneOf = rest[0][1..].TrimEnd('!');
            rest = rest[1..];
        }

        var type = rest[0];
        var limit = new FieldLimit();
        foreach (var word in rest[1..])
        {
            limit = word.Split("..") switch
            {
                [var from, ""] => limit with { Min = long.Parse(from, CultureInfo.InvariantCulture) },
                [var from, var to] => limit with { Min = long.Parse(from, CultureInfo.InvariantCulture), Max = long.Parse(to, CultureInfo.InvariantCulture) },
                ["email"] => limit with { IsEmail = true },
                ["defined"] => limit with { IsDefined = true },
                ["true"] => limit with { IsTrue = true },
                ["positive"] => limit with { IsPositive = true },
                ["unique"] => limit with { IsUnique = true },
                _ => throw new InvalidOperationException($"In the API definition, {word} is no limit of a field."),
            };
        }

        return new(
            name.TrimEnd('?', '!'),
            type.EndsWith("[]", StringComparison.Ordinal) ? type[..^2] : type,
            limit)
        {
            IsRepeated = type.EndsWith("[]", StringComparison.Ordinal),
            IsOptional = name.EndsWith('?') || oneOf is not null,
            IsRequired = name.EndsWith('!'),
            OneOf = oneOf,
            MustHaveOneOf = mustHaveOne,
        };
    }
}
