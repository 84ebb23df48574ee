using System.Text.Json.Serialization;

namespace S3Replicator.Core.Tracking;

/// <summary>What a run has done, in the shape that <c>run --drain --output json</c> prints.</summary>
public sealed record RunSummary
{
    /// <summary>Messages received, repeats included.</summary>
    public required long Received { get; init; }

    /// <summary>Records found in them.</summary>
    public required long Records { get; init; }

    /// <summary>Objects copied.</summary>
    public required long Replicated { get; init; }

    /// <summary>Deletes carried out.</summary>
    public required long Deleted { get; init; }

    /// <summary>Tag and ACL changes carried over.</summary>
    public required long Synced { get; init; }

    /// <summary>Operations put off until an archived source is restored.</summary>
    public required long Deferred { get; init; }

    /// <summary>Operations and records passed over, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Skipped { get; init; }

    /// <summary>Operations that failed for good, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Failed { get; init; }

    /// <summary>Records that could not be read, by reason; left to the queue's redrive policy.</summary>
    public required IReadOnlyDictionary<string, long> Unreadable { get; init; }

    /// <summary>Requests by API operation, as they left the process.</summary>
    public required IReadOnlyDictionary<string, long> Requests { get; init; }

    /// <summary>Bytes that S3 copied.</summary>
    public required long Bytes { get; init; }

    /// <summary>Replication latency.</summary>
    public required LagSummary LagSeconds { get; init; }

    /// <summary>What would have been done; only after a dry run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DryRunSummary? DryRun { get; init; }
}
