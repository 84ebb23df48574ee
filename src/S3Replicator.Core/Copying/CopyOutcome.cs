using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Copying;

/// <summary>What came of carrying out one plan.</summary>
public sealed record CopyOutcome
{
    /// <summary>How it ended.</summary>
    public required OutcomeKind Kind { get; init; }

    /// <summary>Why nothing had to be done.</summary>
    public SkipReason? Reason { get; init; }

    /// <summary>What went wrong.</summary>
    public StoreError? Error { get; init; }

    /// <summary>The replica's ETag.</summary>
    public string? ETag { get; init; }

    /// <summary>The version made at the destination.</summary>
    public string? DestinationVersionId { get; init; }

    /// <summary>The id of the request that took effect.</summary>
    public string? RequestId { get; init; }

    /// <summary>Bytes that S3 copied.</summary>
    public long Bytes { get; init; }

    /// <summary>How long to wait before the next look.</summary>
    public TimeSpan After { get; init; }

    /// <summary>The object was copied.</summary>
    public static CopyOutcome Replicated(CopyReceipt receipt, long bytes) => new()
    {
        Kind = OutcomeKind.Replicated,
        ETag = receipt.ETag,
        DestinationVersionId = receipt.VersionId,
        RequestId = receipt.RequestId,
        Bytes = bytes,
    };

    /// <summary>The delete was carried out.</summary>
    public static CopyOutcome Deleted(DeleteReceipt receipt) => new()
    {
        Kind = OutcomeKind.Deleted,
        DestinationVersionId = receipt.VersionId,
        RequestId = receipt.RequestId,
    };

    /// <summary>There was nothing to do.</summary>
    public static CopyOutcome Skipped(SkipReason reason) => new() { Kind = OutcomeKind.Skipped, Reason = reason };

    /// <summary>Another look is needed after a while.</summary>
    public static CopyOutcome LookAgain(TimeSpan after) => new() { Kind = OutcomeKind.LookAgain, After = after };

    /// <summary>It could not be done, or is not to be: a source under its customer's own key is passed over.</summary>
    public static CopyOutcome Failed(StoreError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.Kind == StoreErrorKind.SourceUnderCustomerKey
            ? Skipped(SkipReason.SseCUnsupported)
            : new() { Kind = OutcomeKind.Failed, Error = error };
    }
}
