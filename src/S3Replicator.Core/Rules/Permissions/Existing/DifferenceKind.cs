namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>How a role differs from what rules need.</summary>
public enum DifferenceKind
{
    /// <summary>No statement allows it.</summary>
    Missing,

    /// <summary>It is allowed under a condition alone.</summary>
    Conditional,

    /// <summary>A statement denies it, or some of it.</summary>
    Denied,

    /// <summary>Whether it is enough cannot be told from the files.</summary>
    NotCompared,

    /// <summary>It is allowed, and the rules do not need it.</summary>
    Surplus,
}
