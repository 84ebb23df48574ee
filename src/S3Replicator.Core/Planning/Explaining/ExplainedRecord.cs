using System.Collections.Immutable;
using S3Replicator.Core.Events;

namespace S3Replicator.Core.Planning.Explaining;

/// <summary>What one record of a message would cause, and why.</summary>
public sealed record ExplainedRecord
{
    /// <summary>The record.</summary>
    public required DecodedRecord Record { get; init; }

    /// <summary>What becomes of it.</summary>
    public required ExplainOutcome Outcome { get; init; }

    /// <summary>Why it is rejected, or ignored without looking at rules.</summary>
    public string? Reason { get; init; }

    /// <summary>What every rule of the bucket decides, in document order.</summary>
    public ImmutableArray<Decision> Decisions { get; init; } = [];

    /// <summary>What was known of the object beside its event.</summary>
    public ObjectState State { get; init; } = ObjectState.Unknown;

    /// <summary>The requests it would take to decide, by API operation; only known where S3 was asked.</summary>
    public IReadOnlyDictionary<string, long>? Asked { get; init; }

    /// <summary>The requests it would take to carry a rule's decision out, by the rule's ID and API operation; only known where S3 was asked.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>? Costs { get; init; }

    /// <summary>The file that held the record, where there are several.</summary>
    public string? File { get; init; }
}
