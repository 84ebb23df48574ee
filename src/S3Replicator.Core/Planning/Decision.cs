using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Planning;

/// <summary>What one rule causes for one event.</summary>
public sealed record Decision
{
    /// <summary>The rule, with its document.</summary>
    public required BoundRule Rule { get; init; }

    /// <summary>What is done.</summary>
    public required ReplicationAction Action { get; init; }

    /// <summary>Why nothing is done, or why it is done later.</summary>
    public SkipReason? Reason { get; init; }

    /// <summary>The ID of the rule that won, with <see cref="SkipReason.LowerPriority"/>.</summary>
    public string? Winner { get; init; }

    /// <summary>The key at the destination; empty when nothing is done.</summary>
    public required string DestinationKey { get; init; }

    /// <summary>When the operation has missed its threshold: event time plus threshold; absent when the event has no time.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Facts that could change this decision and were not known; they were taken as absent.</summary>
    public ObjectFacts Assumes { get; init; }

    /// <summary>Why the operation cannot even be tried, such as a destination key that S3 would refuse; it is recorded as failed.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether the decision does something, now or later.</summary>
    public bool Acts => Action != ReplicationAction.Skip;
}
