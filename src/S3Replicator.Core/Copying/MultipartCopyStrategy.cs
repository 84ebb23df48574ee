using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Copying;

/// <summary>Copies an object too large for one CopyObject in parts: each pinned to the same source, everything else set when the upload is made.</summary>
public sealed class MultipartCopyStrategy(
    DestinationMemory memory, HistoryRepair history, CurrentDeletion deletion, CopyOptions options) : ICopyStrategy
{
    private const int Attempts = 3;

    /// <inheritdoc />
    public string Name => CopyStrategyNames.MultipartCopy;

    /// <inheritdoc />
    public async Task<CopyOutcome> ExecuteAsync(CopyContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        StoreError? last = null;

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (outcome, raced) = await TryAsync(context, cancellationToken);

            if (outcome is not null)
            {
                return outcome;
            }

            last = raced;
        }

        return CopyOutcome.Failed(last!);
    }

    private async Task<(CopyOutcome? Outcome, StoreError? Raced)> TryAsync(CopyContext context, CancellationToken cancellationToken)
    {
        var plan = context.Plan;
        var source = await context.Source.HeadAsync(context.SourceHead(plan.Event.VersionId), cancellationToken);

        if (!source.IsSuccess)
        {
            return source.Error.Class == FailureClass.Gone
                ? (CopyOutcome.Skipped(SkipReason.SourceVanished), null)
                : (CopyOutcome.Failed(source.Error), null);
        }

        var current = await context.Source.HeadAsync(context.SourceHead(versionId: null), cancellationToken);
        var isCurrent = current.IsSuccess && string.Equals(current.Value.VersionId, source.Value.VersionId, StringComparison.Ordinal);

        if (!isCurrent && plan.Versions == VersionScope.Latest)
        {
            return (CopyOutcome.Skipped(SkipReason.SupersededByNewer), null);
        }

        var destination = await context.Destination.HeadAsync(context.DestinationHead, cancellationToken);

        if (destination.IsSuccess && ReplicaComparison.IsReplica(source.Value, destination.Value))
        {
            return (isCurrent || plan.Event.VersionId is null
                ? CopyOutcome.Skipped(SkipReason.AlreadyReplicated)
                : await history.RepairAsync(context, plan.Event.VersionId, cancellationToken), null);
        }

        var fence = destination.Value is { } seen ? new Fence(seen.ETag) : Fence.Absent;
        var copied = await CopyAsync(context, source.Value, fence, cancellationToken);

        return copied.IsSuccess
            ? (await FinishAsync(context, source.Value, copied.Value, cancellationToken), null)
            : copied.Error.Kind is StoreErrorKind.PreconditionFailed or StoreErrorKind.Conflict or StoreErrorKind.UploadNotFound
                ? (null, copied.Error)
                : (CopyOutcome.Failed(copied.Error), null);
    }

    /// <summary>Looks at the source again: a copy of this size takes long enough for it to have moved on.</summary>
    private async Task<CopyOutcome> FinishAsync(
        CopyContext context, ObjectHead source, CopyReceipt receipt, CancellationToken cancellationToken)
    {
        var plan = context.Plan;
        memory.Remember(plan.DestinationBucket, plan.Decision.DestinationKey, receipt.ETag);
        var outcome = CopyOutcome.Replicated(receipt, source.Size);
        var current = await context.Source.HeadAsync(context.SourceHead(versionId: null), cancellationToken);

        if (current.Error is { Kind: StoreErrorKind.KeyNotFound } && plan.Decision.Rule.Rule.DeleteMarkerReplication)
        {
            var deleted = await deletion.DeleteAsync(context, cancellationToken);
            return deleted.Kind == OutcomeKind.Failed ? deleted : outcome;
        }

        return plan is { Versions: VersionScope.All, Event.VersionId: { } wanted }
            && current.IsSuccess
            && !string.Equals(current.Value.VersionId, wanted, StringComparison.Ordinal)
            && (await history.RepairAsync(context, wanted, cancellationToken)) is { Kind: OutcomeKind.Failed } failed
                ? failed
                : outcome;
    }

    private async Task<StoreResult<CopyReceipt>> CopyAsync(
        CopyContext context, ObjectHead source, Fence fence, CancellationToken cancellationToken)
    {
        var first = await context.Source.HeadAsync(
            context.SourceHead(context.Plan.Event.VersionId) with { PartNumber = 1 }, cancellationToken);
        var tags = await context.Source.GetTagsAsync(context.SourceHead(context.Plan.Event.VersionId), cancellationToken);

        if (!tags.IsSuccess)
        {
            return tags.Error;
        }

        var call = context.CopyCall(context.Plan.Event.VersionId, context.Plan.Event.VersionId is null ? source.ETag : null) with
        {
            Fence = fence,
            Size = source.Size,
            Attributes = context.Plan.Attributes with
            {
                Metadata = context.Plan.Attributes.Metadata ?? source.Metadata,
                Tags = tags.Value,
                WebsiteRedirect = source.WebsiteRedirect,
                ChecksumAlgorithm = source.Checksum?.Split(':')[0],
                ChecksumType = source.ChecksumType,
            },
        };
        var sourcePartSize = first.Value is { PartsCount: > 1 } part ? part.Size : (long?)null;
        var ranges = PartLayout.Ranges(source.Size, PartLayout.SizeOfPart(source.Size, options.PartSize, sourcePartSize));
        return await UploadAsync(context.Destination, call, [.. ranges], cancellationToken);
    }

    private async Task<StoreResult<CopyReceipt>> UploadAsync(
        IObjectStore store, CopyCall call, IReadOnlyList<PartRange> ranges, CancellationToken cancellationToken)
    {
        var upload = await store.CreateUploadAsync(call, cancellationToken);

        if (!upload.IsSuccess)
        {
            return upload.Error;
        }

        var isComplete = false;

        try
        {
            var parts = await CopyPartsAsync(store, call, upload.Value, ranges, cancellationToken);

            if (!parts.IsSuccess)
            {
                return parts.Error;
            }

            var completed = await store.CompleteUploadAsync(call, upload.Value, parts.Value, cancellationToken);
            isComplete = completed.IsSuccess;
            return completed;
        }
        finally
        {
            if (!isComplete)
            {
                // Given up: nothing of it may stay and be paid for, not even when the worker is told to stop.
                await store.AbortUploadAsync(call, upload.Value, CancellationToken.None);
            }
        }
    }

    private async Task<StoreResult<IReadOnlyList<CopiedPart>>> CopyPartsAsync(
        IObjectStore store, CopyCall call, MultipartUpload upload, IReadOnlyList<PartRange> ranges, CancellationToken cancellationToken)
    {
        var parts = new CopiedPart[ranges.Count];
        StoreError? failed = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.PartsAtOnce, CancellationToken = stop.Token };

        try
        {
            await Parallel.ForEachAsync(ranges, parallel, async (range, token) =>
            {
                var copied = await store.CopyPartAsync(call, upload, range, token);

                if (copied.IsSuccess)
                {
                    parts[range.Number - 1] = copied.Value;
                }
                else
                {
                    Interlocked.CompareExchange(ref failed, copied.Error, null);
                    await stop.CancelAsync();
                }
            });
        }
        catch (OperationCanceledException) when (failed is not null)
        {
            // One part failed, and the others were told to stop.
        }

        return failed is null ? new StoreResult<IReadOnlyList<CopiedPart>>(parts) : failed;
    }
}
