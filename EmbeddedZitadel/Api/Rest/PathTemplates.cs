using EmbeddedZitadel.Api.Definition;

namespace EmbeddedZitadel.Api.Rest;

/// <summary>Finds the method of a verb and path among the templates of the API definition, e.g. <c>/v2/users/{user_id}/metadata</c>.</summary>
/// <remarks>ASP.NET Core's routing decodes, compares and refuses otherwise than the gateway (google.api.http templates), so it isn't used here.</remarks>
public sealed class PathTemplates
{
    private readonly ILookup<int, Route> _bySegments;
    private readonly List<Route> _openEnded;

    /// <summary>The templates of these methods.</summary>
    public PathTemplates(IEnumerable<MethodDefinition> methods)
    {
        var routes = methods.Where(method => method.Rest is not null).Select(method => new Route(method, Split(method.Rest!.Template))).ToList();
        _bySegments = routes.Where(route => !route.IsOpenEnded).ToLookup(route => route.Segments.Length);
        _openEnded = [.. routes.Where(route => route.IsOpenEnded)];
    }

    /// <summary>What was found for a path.</summary>
    /// <param name="Method">The method, or null: none has this path, or none has it with this verb.</param>
    /// <param name="Variables">The values of the template's variables, by their names in snake case.</param>
    /// <param name="IsPathKnown">Whether some verb has this path.</param>
    public sealed record Match(MethodDefinition? Method, IReadOnlyList<KeyValuePair<string, string>> Variables, bool IsPathKnown);

    /// <summary>Finds a method. Of several templates the one with more literal segments counts: <c>/v2/users/human</c> before
    /// <c>/v2/users/{user_id}</c>.</summary>
    /// <param name="verb">The HTTP verb.</param>
    /// <param name="path">The path, percent-decoded once.</param>
    public Match Find(string verb, string path)
    {
        var segments = Split(path);
        Route? best = null;
        var isPathKnown = false;
        foreach (var route in _bySegments[segments.Length].Concat(_openEnded.Where(route => route.Segments.Length <= segments.Length)))
        {
            if (!route.Fits(segments))
                continue;
            isPathKnown = true;
            if (route.Method.Rest!.Verb == verb && (best is null || route.Literals > best.Literals))
                best = route;
        }

        return new(best?.Method, best?.Variables(segments) ?? [], isPathKnown);
    }

    // "/v2/users/" has a third, empty segment, and fits no template: a variable is never empty.
    private static string[] Split(string path) => path.TrimStart('/').Split('/');

    private sealed class Route(MethodDefinition method, string[] segments)
    {
        public MethodDefinition Method => method;

        public string[] Segments => segments;

        // {role_key=**} takes the rest of the path, slashes and all
        public bool IsOpenEnded { get; } = segments[^1].EndsWith("=**}", StringComparison.Ordinal);

        public int Literals { get; } = segments.Count(segment => segment[0] != '{');

        public bool Fits(string[] path)
        {
            for (var i = 0; i < segments.Length; i++)
            {
                if (segments[i][0] == '{' ? path[i].Length == 0 : segments[i] != path[i])
                    return false;
            }

            return true;
        }

        public List<KeyValuePair<string, string>> Variables(string[] path)
        {
            var variables = new List<KeyValuePair<string, string>>();
            for (var i = 0; i < segments.Length; i++)
            {
                if (segments[i][0] != '{')
                    continue;
                var isRest = IsOpenEnded && i == segments.Length - 1;
                variables.Add(new(segments[i].Trim('{', '}').Replace("=**", "", StringComparison.Ordinal), isRest ? string.Join('/', path[i..]) : path[i]));
            }

            return variables;
        }
    }
}
