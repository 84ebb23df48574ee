namespace S3Replicator.Core.State;

/// <summary>What must hold for a write to be carried out.</summary>
public readonly record struct StateCondition
{
    /// <summary>Writes in any case.</summary>
    public static StateCondition None => default;

    /// <summary>Writes only where there is no object of the name.</summary>
    public static StateCondition IfAbsent { get; } = new() { IsIfAbsent = true };

    /// <summary>Whether there must be no object.</summary>
    public bool IsIfAbsent { get; private init; }

    /// <summary>The ETag that the object must have.</summary>
    public string? ETag { get; private init; }

    /// <summary>Writes only over the object that was read with this ETag.</summary>
    public static StateCondition IfMatch(string etag) => new() { ETag = etag };

    /// <summary>Whether the condition holds for an object with this ETag, or for none.</summary>
    public bool Holds(string? current) =>
        IsIfAbsent ? current is null : ETag is null || string.Equals(ETag, current, StringComparison.Ordinal);
}
