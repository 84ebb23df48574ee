using S3Replicator.Core.State;

namespace S3Replicator.Core.Tracking.Receipts;

/// <summary>What is known of one object's replica by one rule.</summary>
public sealed record ReplicaStatus
{
    /// <summary>The rule's ID.</summary>
    public required string Rule { get; init; }

    /// <summary>The replica.</summary>
    public required ObjectName Destination { get; init; }

    /// <summary>How far it is.</summary>
    public required ReplicaState Status { get; init; }

    /// <summary>Why it failed, or why there was nothing to do.</summary>
    public string? Reason { get; init; }

    /// <summary>How often the operation was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>Event time to completion, in seconds.</summary>
    public double? LagSeconds { get; init; }

    /// <summary>When the replica was complete.</summary>
    public string? ReplicatedAt { get; init; }

    /// <summary>The source version that this is about.</summary>
    public string? SourceVersionId { get; init; }

    /// <summary>What went wrong, for people.</summary>
    public string? Message { get; init; }
}
