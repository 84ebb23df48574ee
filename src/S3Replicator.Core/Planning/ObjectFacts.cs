namespace S3Replicator.Core.Planning;

/// <summary>Facts about a source object that an event does not carry.</summary>
[Flags]
public enum ObjectFacts
{
    None = 0,
    Tags = 1 << 0,
    Size = 1 << 1,
    Encryption = 1 << 2,
    StorageClass = 1 << 3,
    Current = 1 << 4,

    /// <summary>How many hops the object has behind it; asked for chained rules only, and never named by <c>explain</c>.</summary>
    Lineage = 1 << 5,
}
