using ZitadelMetadata;

namespace WebFrontend.Metadata;

/// <summary>A value at one place.</summary>
/// <param name="Raw">As ZITADEL sent it.</param>
/// <param name="Decoded">The text; null when it is none.</param>
sealed record MetadataCell(string Raw, string? Decoded);

/// <summary>What one place says.</summary>
/// <param name="Values">By key.</param>
/// <param name="Problem">Why the place could not be asked, in a sentence for people; null when it could.</param>
sealed record SourceReading(IReadOnlyDictionary<string, MetadataCell> Values, string? Problem = null)
{
    public static SourceReading Of(UserMetadata metadata) =>
        new(metadata.ToDictionary(entry => entry.Key, entry => new MetadataCell(entry.Value.Raw, entry.Value.Text), StringComparer.Ordinal));

    public static SourceReading Unavailable(string problem) => new(new Dictionary<string, MetadataCell>(), problem);
}

/// <summary>Whether the places agree on a key.</summary>
enum Agreement
{
    Yes,
    No,

    /// <summary>One of them could not be asked.</summary>
    Unknown,
}

/// <summary>One key at each place; null where it has no such key.</summary>
sealed record MetadataRow(string Key, MetadataCell? UserInfo, MetadataCell? IdToken, MetadataCell? Api, Agreement Agreement);

/// <summary>A user's metadata from userinfo, the ID token and MetadataApi, side by side.</summary>
sealed record MetadataTable(SourceReading UserInfo, SourceReading IdToken, SourceReading Api)
{
    public IReadOnlyList<string> Problems { get; } = [.. new[] { UserInfo, IdToken, Api }.Select(source => source.Problem).OfType<string>()];

    public IReadOnlyList<MetadataRow> Rows { get; } =
    [
        .. UserInfo.Values.Keys.Union(IdToken.Values.Keys).Union(Api.Values.Keys).Order(StringComparer.Ordinal).Select(key =>
        {
            var (userInfo, idToken, api) = (UserInfo.Values.GetValueOrDefault(key), IdToken.Values.GetValueOrDefault(key), Api.Values.GetValueOrDefault(key));
            SourceReading[] asked = [.. new[] { UserInfo, IdToken, Api }.Where(source => source.Problem is null)];
            var same = asked.Select(source => source.Values.GetValueOrDefault(key)).Distinct().Count() <= 1;
            return new MetadataRow(key, userInfo, idToken, api, !same ? Agreement.No : asked.Length < 3 ? Agreement.Unknown : Agreement.Yes);
        }),
    ];
}
