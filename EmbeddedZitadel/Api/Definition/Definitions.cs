using System.Text;

namespace EmbeddedZitadel.Api.Definition;

/// <summary>A method of ZITADEL's API.</summary>
/// <param name="Service">Its service, e.g. <c>zitadel.user.v2.UserService</c>.</param>
/// <param name="Name">Its name, e.g. <c>SetUserMetadata</c>.</param>
/// <param name="Rest">Its verb and path at the REST gateway, or null where it has none.</param>
/// <param name="SuccessStatus">The HTTP status of its answers at the gateway.</param>
/// <param name="Request">The message that it takes.</param>
public sealed record MethodDefinition(string Service, string Name, RestPath? Rest, int SuccessStatus, MessageDefinition Request)
{
    /// <summary>Whether it belongs to management, auth or admin v1: no Connect path, rights checked before the handler, headers against caches.</summary>
    public bool IsV1 { get; } = Service.Contains(".v1.", StringComparison.Ordinal);

    /// <summary><c>zitadel.user.v2.UserService/SetUserMetadata</c>, also its Connect path.</summary>
    public string FullName => $"{Service}/{Name}";
}

/// <summary>A verb and a path template, e.g. <c>DELETE /v2/users/{user_id}/metadata</c>.</summary>
public sealed record RestPath(string Verb, string Template);

/// <summary>A message: what a method takes, or a part of it.</summary>
public sealed class MessageDefinition
{
    private readonly Dictionary<string, FieldDefinition> _byName = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<FieldDefinition> _fields;

    /// <summary>A message with the fields that the list will have once the definition is read.</summary>
    internal MessageDefinition(string name, IReadOnlyList<FieldDefinition> fields) => (Name, _fields) = (name, fields);

    /// <summary>The name that ZITADEL's validation messages use, e.g. <c>CreateUserRequest_Human</c>.</summary>
    public string Name { get; }

    /// <summary>Its fields.</summary>
    public IReadOnlyList<FieldDefinition> Fields => _fields;

    /// <summary>The groups of fields of which one must be there.</summary>
    public IEnumerable<string> RequiredOneOfs => _fields.Where(one => one.MustHaveOneOf).Select(one => one.OneOf!).Distinct();

    /// <summary>A field by its JSON name or by its name in the protocol buffers definition (snake case), as protojson accepts both; null where there
    /// is none.</summary>
    public FieldDefinition? Find(string name)
    {
        lock (_byName)
        {
            if (_byName.Count == 0)
            {
                foreach (var field in _fields)
                    _byName[field.Name] = _byName[field.SnakeName] = field;
            }

            return _byName.GetValueOrDefault(name);
        }
    }
}

/// <summary>A field of a message.</summary>
/// <param name="Name">Its JSON name, e.g. <c>userId</c>.</param>
/// <param name="Type"><c>string</c>, <c>bool</c>, <c>bytes</c>, a number, <c>Timestamp</c>, <c>Duration</c>, <c>Struct</c>, <c>map&lt;…&gt;</c>, a
/// message or an enum.</param>
/// <param name="Limit">What its value may be.</param>
public sealed record FieldDefinition(string Name, string Type, FieldLimit Limit)
{
    /// <summary>Its name in the protocol buffers definition, e.g. <c>user_id</c>.</summary>
    public string SnakeName { get; } = Snake(Name);

    /// <summary>Whether it is a list.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Whether its limit counts only when it was sent.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether the message must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The group of fields of which one may be set, or null.</summary>
    public string? OneOf { get; init; }

    /// <summary>Whether one field of the group <see cref="OneOf"/> must be set.</summary>
    public bool MustHaveOneOf { get; init; }

    /// <summary>Its name in ZITADEL's validation messages, e.g. <c>UserId</c>.</summary>
    public string GoName => char.ToUpperInvariant(Name[0]) + Name[1..];

    private static string Snake(string name)
    {
        var snake = new StringBuilder();
        foreach (var c in name)
            _ = char.IsAsciiLetterUpper(c) ? snake.Append('_').Append(char.ToLowerInvariant(c)) : snake.Append(c);
        return snake.ToString();
    }
}

/// <summary>What the value of a field may be.</summary>
public sealed record FieldLimit
{
    /// <summary>The least number of runes or bytes, or the least value.</summary>
    public long Min { get; init; }

    /// <summary>The greatest number of runes or bytes, or the greatest value; null for no limit.</summary>
    public long? Max { get; init; }

    /// <summary>Whether it must be an e-mail address.</summary>
    public bool IsEmail { get; init; }

    /// <summary>Whether a number given for an enum must be one of its values.</summary>
    public bool IsDefined { get; init; }

    /// <summary>Whether a flag that is sent must be true.</summary>
    public bool IsTrue { get; init; }

    /// <summary>Whether a duration must be above zero.</summary>
    public bool IsPositive { get; init; }

    /// <summary>Whether no value of a list may be there twice.</summary>
    public bool IsUnique { get; init; }
}

/// <summary>An enum: its values, numbered from 0.</summary>
public sealed record EnumDefinition(IReadOnlyList<string> Values);
