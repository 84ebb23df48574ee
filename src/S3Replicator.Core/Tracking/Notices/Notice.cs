using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tracking.Notices;

/// <summary>Something to tell of an operation.</summary>
public sealed record Notice
{
    /// <summary>What is told.</summary>
    public required NoticeKind Kind { get; init; }

    /// <summary>The operation.</summary>
    public required OperationId Operation { get; init; }

    /// <summary>The event that caused the operation.</summary>
    public required ObjectEvent Event { get; init; }

    /// <summary>What was decided.</summary>
    public required Decision Decision { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long the operation took, or has taken so far.</summary>
    public TimeSpan? Lag { get; init; }

    /// <summary>S3's own failure code, or why the operation is no longer pursued.</summary>
    public string? Reason { get; init; }

    /// <summary>What took most of the time.</summary>
    public DelayCause Cause { get; init; }

    /// <summary>The object's size in bytes, where it is known.</summary>
    public long? Size { get; init; }

    /// <summary>The same for the same thing told of the same operation, whoever tells it.</summary>
    public string Id => Operation.EventIdOf(Kind);

    internal static Notice Of(MissedThreshold missed, DateTimeOffset now) => new()
    {
        Kind = NoticeKind.OperationMissedThreshold,
        Operation = OperationId.Of(missed.Event, missed.Decision),
        Event = missed.Event,
        Decision = missed.Decision,
        Time = now,
        Lag = now - missed.Event.Time,
        Cause = missed.Cause,
        Size = missed.Event.Size,
    };

    internal static Notice Of(EndedOperation end, NoticeKind kind) => new()
    {
        Kind = kind,
        Operation = OperationId.Of(end.Event, end.Decision),
        Event = end.Event,
        Decision = end.Decision,
        Time = end.CompletedAt,
        Lag = end.Lag,
        Reason = end.Outcome.Error?.Reason ?? end.Outcome.Reason?.ToString(),
        Cause = end.Cause,
        Size = end.Size,
    };
}
