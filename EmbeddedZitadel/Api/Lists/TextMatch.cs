namespace EmbeddedZitadel.Api.Lists;

/// <summary>Compares texts by ZITADEL's methods: <c>TEXT_QUERY_METHOD_…</c> (v1 and object.v2), <c>TEXT_FILTER_METHOD_…</c> (filter.v2).</summary>
internal static class TextMatch
{
    /// <summary>Whether a value matches what is searched for; a method that wasn't given is EQUALS.</summary>
    public static bool Matches(this string value, string searched, string method)
    {
        const string IgnoreCase = "_IGNORE_CASE";
        var comparison = method.EndsWith(IgnoreCase, StringComparison.Ordinal) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var name = comparison == StringComparison.Ordinal ? method : method[..^IgnoreCase.Length];
        return name switch
        {
            _ when name.EndsWith("_STARTS_WITH", StringComparison.Ordinal) => value.StartsWith(searched, comparison),
            _ when name.EndsWith("_ENDS_WITH", StringComparison.Ordinal) => value.EndsWith(searched, comparison),
            _ when name.EndsWith("_CONTAINS", StringComparison.Ordinal) => value.Contains(searched, comparison),
            _ => value.Equals(searched, comparison),
        };
    }

    /// <summary>Whether a time matches: <c>…_AFTER</c>, <c>…_BEFORE_OR_EQUALS</c> (filter.v2), <c>…_GREATER</c>, <c>…_LESS_OR_EQUALS</c> (v1),
    /// EQUALS.</summary>
    public static bool Matches(this DateTimeOffset value, DateTimeOffset searched, string method)
    {
        const string OrEquals = "_OR_EQUALS";
        if (value == searched)
            return method.EndsWith("_EQUALS", StringComparison.Ordinal) || method.Length == 0;
        var name = method.EndsWith(OrEquals, StringComparison.Ordinal) ? method[..^OrEquals.Length] : method;
        return name switch
        {
            _ when name.EndsWith("_AFTER", StringComparison.Ordinal) || name.EndsWith("_GREATER", StringComparison.Ordinal) => value > searched,
            _ when name.EndsWith("_BEFORE", StringComparison.Ordinal) || name.EndsWith("_LESS", StringComparison.Ordinal) => value < searched,
            _ => false,
        };
    }
}
