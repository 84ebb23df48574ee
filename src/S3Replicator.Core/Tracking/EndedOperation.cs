using System.Runtime.InteropServices;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tracking;

/// <summary>How an operation ended: carried out, found to be nothing to do, or failed for good.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EndedOperation
{
    /// <summary>The event.</summary>
    public required ObjectEvent Event { get; init; }

    /// <summary>What was decided.</summary>
    public required Decision Decision { get; init; }

    /// <summary>What came of it.</summary>
    public required CopyOutcome Outcome { get; init; }

    /// <summary>Which try it was.</summary>
    public required OperationAttempt Attempt { get; init; }

    /// <summary>The object's size in bytes, where it is known.</summary>
    public long? Size { get; init; }

    /// <summary>The destination bucket's region, where it was found out.</summary>
    public string? DestinationRegion { get; init; }

    /// <summary>When it ended, by AWS's clock.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>Event time to end; absent when the event has no time.</summary>
    public TimeSpan? Lag { get; init; }

    /// <summary>What took most of its time.</summary>
    public DelayCause Cause { get; init; }

    /// <summary>Whether the miss of its threshold was handed on while it was pending.</summary>
    public bool IsMissTold { get; init; }

    /// <summary>How long it may take.</summary>
    public TimeSpan Threshold => Decision.Rule.Rule.Threshold;

    /// <summary>Whether it ended after its threshold.</summary>
    public bool IsLate => Lag > Threshold;
}
