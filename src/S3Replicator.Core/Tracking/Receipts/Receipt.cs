using System.Globalization;
using System.Text.Json.Serialization;
using S3Replicator.Core.Copying;

namespace S3Replicator.Core.Tracking.Receipts;

/// <summary>What is kept of one operation: flat, with names and times as query engines take them.</summary>
public sealed record Receipt
{
    public required string SourceBucket { get; init; }

    public required string SourceKey { get; init; }

    /// <summary>The version that the event names.</summary>
    public string? SourceVersion { get; init; }

    public required string DestinationBucket { get; init; }

    /// <summary>The key at the destination; absent where it was never found out.</summary>
    public string? DestinationKey { get; init; }

    /// <summary>The version made at the destination, or the delete marker.</summary>
    public string? DestinationVersion { get; init; }

    /// <summary>The rule's ID.</summary>
    public required string Rule { get; init; }

    /// <summary>The revision of the rules that decided.</summary>
    public required string RuleRevision { get; init; }

    /// <summary>What was to be done, for example <c>Copy</c>.</summary>
    public required string Action { get; init; }

    /// <summary><c>Replicated</c>, <c>Deleted</c>, <c>Synced</c>, <c>Skipped</c>, <c>Deferred</c> or <c>Failed</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why there was nothing to do, or S3's failure code.</summary>
    public string? Reason { get; init; }

    /// <summary>The replica's ETag, or the source's where nothing was copied.</summary>
    [JsonPropertyName("etag")]
    public string? ETag { get; init; }

    /// <summary>The object's size in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>When S3 finished the request that caused the event; UTC, to the millisecond.</summary>
    public string? EventTime { get; init; }

    /// <summary>When the operation ended; UTC, to the millisecond.</summary>
    public required string CompletedTime { get; init; }

    /// <summary>From the one to the other, in milliseconds.</summary>
    public long? LagMs { get; init; }

    /// <summary>The rule's threshold at that time, in milliseconds.</summary>
    public long? ThresholdMs { get; init; }

    /// <summary>What took most of the time of an operation that ended after its threshold: a <see cref="Lag.DelayCause"/>.</summary>
    public string? Cause { get; init; }

    /// <summary>The source bucket's region, where the event told it.</summary>
    public string? SourceRegion { get; init; }

    /// <summary>The destination bucket's region, where it was found out.</summary>
    public string? DestinationRegion { get; init; }

    /// <summary>How often the operation was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>The id of the request that took effect, or of the one that failed.</summary>
    public string? RequestId { get; init; }

    /// <summary>The worker that carried it out.</summary>
    public required string Worker { get; init; }

    /// <summary>When the operation ended, as a time.</summary>
    internal DateTimeOffset CompletedAt =>
        DateTimeOffset.TryParse(CompletedTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : default;

    /// <summary>Makes the receipt of an operation that has ended.</summary>
    public static Receipt Of(EndedOperation end, string worker)
    {
        var (source, decision, outcome) = (end.Event, end.Decision, end.Outcome);

        return new()
        {
            SourceBucket = source.Bucket,
            SourceKey = source.Key,
            SourceVersion = source.VersionId,
            DestinationBucket = decision.Rule.Rule.Destination.Bucket,
            DestinationKey = decision.DestinationKey is { Length: > 0 } key ? key : null,
            DestinationVersion = outcome.DestinationVersionId,
            Rule = decision.Rule.Rule.Id,
            RuleRevision = end.Attempt.RuleRevision,
            Action = decision.Action.ToString(),
            Outcome = outcome.Kind.ToString(),
            Reason = outcome.Reason?.ToString() ?? outcome.Error?.Reason,
            ETag = outcome.ETag ?? source.ETag,
            Size = end.Size,
            EventTime = source.Time is { } time ? TextOf(time) : null,
            CompletedTime = TextOf(end.CompletedAt),
            LagMs = end.Lag is { } lag ? (long)lag.TotalMilliseconds : null,
            ThresholdMs = (long)end.Threshold.TotalMilliseconds,
            Cause = end.IsLate ? end.Cause.ToString() : null,
            SourceRegion = source.Region is { Length: > 0 } region ? region : null,
            DestinationRegion = end.DestinationRegion,
            Attempts = end.Attempt.Number,
            RequestId = outcome.RequestId ?? outcome.Error?.RequestId,
            Worker = worker,
        };
    }

    /// <summary>Whether the operation came to its end as wanted.</summary>
    internal bool IsCompleted => Outcome is nameof(OutcomeKind.Replicated) or nameof(OutcomeKind.Deleted) or nameof(OutcomeKind.Synced);

    internal bool IsSkipped => Outcome is nameof(OutcomeKind.Skipped);

    internal bool IsDeferred => Outcome is nameof(OutcomeKind.Deferred);

    internal bool IsFailed => Outcome is nameof(OutcomeKind.Failed);

    private static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
