using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>What one file, or one role of it, says of a role that is there.</summary>
public sealed record ExistingPart
{
    /// <summary>The file's name.</summary>
    public required string File { get; init; }

    /// <summary>The role's ARN, where the file tells it.</summary>
    public string? Arn { get; init; }

    /// <summary>The role's name, where the file tells that alone.</summary>
    public string? RoleName { get; init; }

    /// <summary>Whether the file is one that describes all that rules need, of which this is a part.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>Whether it is the worker's own policy.</summary>
    public bool IsWorker { get; init; }

    /// <summary>The trust policy; absent where the file has none.</summary>
    public ImmutableArray<ExistingStatement>? Trust { get; init; }

    /// <summary>The policy of permissions; absent where the file has none.</summary>
    public ImmutableArray<ExistingStatement>? Permissions { get; init; }

    /// <summary>The ARN of the permissions boundary, where there is one.</summary>
    public string? Boundary { get; init; }
}
