namespace ZitadelSetup.Planning;

/// <summary>One thing that has to be done.</summary>
/// <param name="Description">For people, the same each time that the same thing has to be done, without secrets.</param>
/// <param name="ExecuteAsync">Does it.</param>
sealed record Change(string Description, Func<CancellationToken, Task> ExecuteAsync)
{
    /// <summary>Whether what it refers to (the project, the user) is known already.</summary>
    public Func<bool> Ready { get; init; } = () => true;

    /// <summary>Whose secret comes with its result and can't be asked for again, for example <c>application 'guide'</c>; null for nobody's.</summary>
    public string? SecretOf { get; init; }
}

/// <summary>Collects what differs, as <c>redirectUris: http://a → http://b</c>.</summary>
sealed class Differences
{
    readonly List<string> found = [];

    public bool Any => found.Count > 0;

    /// <summary>An empty and an absent text are the same: ZITADEL leaves zero values out of its answers.</summary>
    public Differences Compare(string setting, string? actual, string? desired)
    {
        if ((actual ?? "") != (desired ?? ""))
            found.Add($"{setting}: {Show(actual)} → {Show(desired)}");
        return this;
    }

    public Differences Compare(string setting, bool actual, bool desired)
    {
        if (actual != desired)
            found.Add($"{setting}: {(actual ? "on" : "off")} → {(desired ? "on" : "off")}");
        return this;
    }

    /// <summary>The order of lists has no meaning, and ZITADEL promises none.</summary>
    public Differences Compare(string setting, IReadOnlyCollection<string>? actual, IEnumerable<string> desired)
    {
        var (was, shall) = ((actual ?? []).Order(StringComparer.Ordinal).ToList(), desired.Distinct().Order(StringComparer.Ordinal).ToList());
        if (!was.SequenceEqual(shall))
            found.Add($"{setting}: {Show(string.Join(", ", was))} → {Show(string.Join(", ", shall))}");
        return this;
    }

    public override string ToString() => string.Join("; ", found);

    static string Show(string? value) => string.IsNullOrEmpty(value) ? "(none)" : value;
}
