using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>A role as it is.</summary>
public sealed record ExistingRole
{
    /// <summary>Its ARN, where the files tell it.</summary>
    public string? Arn { get; init; }

    /// <summary>Who may assume it; absent where no file tells.</summary>
    public ImmutableArray<ExistingStatement>? Trust { get; init; }

    /// <summary>What it may do, by all of its policies.</summary>
    public ImmutableArray<ExistingStatement> Permissions { get; init; } = [];

    /// <summary>The ARNs of its permissions boundaries.</summary>
    public ImmutableArray<string> Boundaries { get; init; } = [];
}
