namespace EmbeddedZitadel.Store;

/// <summary>One row of the instance's state: an aggregate, immutable, with an id that is unique among its kind.</summary>
public interface IRecord
{
    /// <summary>The id of the record, usually 18 digits (<see cref="SnowflakeIds"/>).</summary>
    string Id { get; }
}
