using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>One difference between a role as it is and what rules need.</summary>
public sealed record RoleDifference
{
    /// <summary>What kind of difference.</summary>
    public required DifferenceKind Kind { get; init; }

    /// <summary>Whether it is about the trust policy; otherwise about permissions.</summary>
    public bool IsTrust { get; init; }

    /// <summary>The statement by its name in what <c>iam</c> prints, or, for what is surplus or not compared, by its name in the files.</summary>
    public required string Statement { get; init; }

    /// <summary>The actions in question.</summary>
    public ImmutableArray<string> Actions { get; init; } = [];

    /// <summary>The resources in question; whom, in a trust policy.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>What is there.</summary>
    public required string Found { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Mend { get; init; }

    /// <summary>The statement that mends it when added; absent where adding does not.</summary>
    public PolicyStatement? Add { get; init; }

    /// <summary>Whether the worker is, or may be, held up by it.</summary>
    public required bool Stops { get; init; }
}
