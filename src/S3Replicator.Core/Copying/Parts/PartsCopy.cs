using Microsoft.Extensions.Logging;
using S3Replicator.Core.Planning;
using S3Replicator.Core.State.Uploads;

namespace S3Replicator.Core.Copying.Parts;

/// <summary>Copies one version in parts: each pinned to the same source, everything else set when the upload is made, continued where an earlier try was interrupted.</summary>
public sealed partial class PartsCopy(
    UploadClaims claims, SyncTagsStrategy tagSync, CopyOptions options, TimeProvider timeProvider, Random random, ILogger<PartsCopy> logger)
{
    private readonly PartsTransfer _transfer = new(options, timeProvider, random);

    /// <summary>Copies the version that HEAD told of, under a fence; a copy that another worker has in hand is looked at again later.</summary>
    public async Task<CopyOutcome> CopyAsync(CopyContext context, ObjectHead source, Fence fence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(source);
        var call = UploadPlan.CallFor(context, source, fence);
        var (taken, lookAgainAfter) = await claims.TakeAsync(UploadPlan.RecordOf(context.Plan, call, source, timeProvider.GetUtcNow()), cancellationToken);

        if (taken is not { } claim)
        {
            Log.InOtherHands(logger, call.SourceBucket, call.SourceKey, lookAgainAfter);
            return CopyOutcome.LookAgain(lookAgainAfter);
        }

        await using (claim)
        {
            return await CopyAsync(context, call, source, claim, cancellationToken);
        }
    }

    /// <summary>Aborts what is left of an interrupted copy that is not wanted any more.</summary>
    /// <param name="context">The plan.</param>
    /// <param name="versionId">The source version that the copy was of.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task DropAsync(CopyContext context, string? versionId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);

        if (await claims.TakeLeftoverAsync(UploadPlan.LeftoverOf(context.Plan, versionId), cancellationToken) is not { } claim)
        {
            return;
        }

        await using (claim)
        {
            await AbortAsync(context.Destination, context.CopyCall(versionId, etag: null), claim);
        }
    }

    /// <summary>Sets the replica's tags right: those that were changed while there was no replica yet would be lost. Null when they are.</summary>
    /// <param name="context">The plan.</param>
    /// <param name="versionId">The source version.</param>
    /// <param name="replicaVersionId">The replica's version.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task<CopyOutcome?> AlignTagsAsync(
        CopyContext context, string? versionId, string? replicaVersionId, CancellationToken cancellationToken)
    {
        if (!context.Plan.Decision.Rule.Rule.TagSync)
        {
            return null;
        }

        var aligned = await tagSync.SetAsync(
            context, context.SourceHead(versionId), context.DestinationHead with { VersionId = replicaVersionId }, cancellationToken);
        return aligned is { Kind: OutcomeKind.Failed, Error.Class: not FailureClass.Gone } or { Kind: OutcomeKind.LookAgain } ? aligned : null;
    }

    private async Task<CopyOutcome> CopyAsync(
        CopyContext context, CopyCall call, ObjectHead source, UploadClaim claim, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, claim.Lost);
        StoreResult<CopyReceipt> copied;

        try
        {
            copied = await RunAsync(context, call, source, claim, either.Token);
        }
        catch (OperationCanceledException) when (claim.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return CopyOutcome.Failed(TakenOver);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(context.Destination, call, claim, isWorthKeeping: true);
            throw;
        }

        if (copied.IsSuccess)
        {
            await claim.RemoveAsync();

            if (await context.MirrorAclAsync(source.VersionId, copied.Value.VersionId, cancellationToken) is { } error)
            {
                return CopyOutcome.Failed(error);
            }

            return await AlignTagsAsync(context, source.VersionId, copied.Value.VersionId, cancellationToken) ?? CopyOutcome.Replicated(copied.Value, source.Size);
        }

        await EndAsync(context.Destination, call, claim, IsWorthKeeping(copied.Error));
        return CopyOutcome.Failed(copied.Error);
    }

    private async Task<StoreResult<CopyReceipt>> RunAsync(
        CopyContext context, CopyCall call, ObjectHead source, UploadClaim claim, CancellationToken cancellationToken)
    {
        var found = await FindAsync(context.Destination, call, UploadPlan.RecordOf(context.Plan, call, source, timeProvider.GetUtcNow()), claim, cancellationToken);

        if (!found.IsSuccess)
        {
            return found.Error;
        }

        if (claim.Record.UploadId is null && await CreateAsync(context, call, source, claim, cancellationToken) is { } error)
        {
            return error;
        }

        var upload = new MultipartUpload(claim.Record.UploadId!);
        var layout = new PartLayout(claim.Record.Parts);
        var progress = new TransferProgress(call, layout.Count, options.ProgressEvery, timeProvider, logger);
        var parts = await _transfer.RunAsync(context.Destination, call, upload, layout, found.Value, progress, cancellationToken);

        return parts.IsSuccess
            ? await _transfer.PatientlyAsync(
                () => context.Destination.CompleteUploadAsync(call, upload, parts.Value, cancellationToken), cancellationToken)
            : parts.Error;
    }

    /// <summary>The parts that an earlier try has copied; an upload that is not of the same object and plan is aborted.</summary>
    private async Task<StoreResult<IReadOnlyList<CopiedPart>>> FindAsync(
        IObjectStore store, CopyCall call, UploadRecord wanted, UploadClaim claim, CancellationToken cancellationToken)
    {
        IReadOnlyList<CopiedPart> none = [];

        if (claim.Record.UploadId is { } uploadId)
        {
            if (wanted.IsContinuedBy(claim.Record))
            {
                var listed = await store.ListPartsAsync(call, new(uploadId), cancellationToken);

                if (listed.IsSuccess || listed.Error.Kind != StoreErrorKind.UploadNotFound)
                {
                    return listed;
                }
            }
            else if (await AbortUploadAsync(store, call, uploadId) is { } error)
            {
                return error;
            }
        }

        if (claim.IsContinued)
        {
            await claim.WriteAsync(record => wanted with { Holder = record.Holder, HeldUntil = record.HeldUntil }, cancellationToken);
        }

        return new(none);
    }

    private async Task<StoreError?> CreateAsync(
        CopyContext context, CopyCall call, ObjectHead source, UploadClaim claim, CancellationToken cancellationToken)
    {
        var head = context.SourceHead(call.SourceVersionId);
        var tags = await context.Source.GetTagsAsync(head, cancellationToken);

        if (!tags.IsSuccess)
        {
            return tags.Error;
        }

        var layout = await SourceLayout.FindAsync(context.Source, head, source, options.PartSize, cancellationToken);

        if (!layout.IsSuccess)
        {
            return layout.Error;
        }

        var upload = await context.Destination.CreateUploadAsync(
            call with { Attributes = call.Attributes with { Tags = tags.Value } }, cancellationToken);

        if (!upload.IsSuccess)
        {
            return upload.Error;
        }

        // An upload that is made has to be put on record, even when the worker is told to stop.
        await claim.WriteAsync(record => record with { UploadId = upload.Value.UploadId, Parts = layout.Value.Runs }, CancellationToken.None);

        if (!claim.Lost.IsCancellationRequested)
        {
            return null;
        }

        await AbortUploadAsync(context.Destination, call, upload.Value.UploadId);
        return TakenOver;
    }

    /// <summary>Leaves the upload to whoever comes next, or sees to it that nothing of it stays and is paid for.</summary>
    private Task EndAsync(IObjectStore store, CopyCall call, UploadClaim claim, bool isWorthKeeping) =>
        claim.Lost.IsCancellationRequested ? Task.CompletedTask
        : isWorthKeeping && claim.CanBeContinued ? claim.ReleaseAsync()
        : AbortAsync(store, call, claim);

    private async Task AbortAsync(IObjectStore store, CopyCall call, UploadClaim claim)
    {
        if (claim.Record.UploadId is { } uploadId && await AbortUploadAsync(store, call, uploadId) is not null && claim.CanBeContinued)
        {
            // It stays on record, for the next one who comes or for the sweep.
            await claim.ReleaseAsync();
            return;
        }

        await claim.RemoveAsync();
    }

    private async Task<StoreError?> AbortUploadAsync(IObjectStore store, CopyCall call, string uploadId)
    {
        var error = await UploadAbort.RunAsync(store, call, new(uploadId));

        if (error is not null)
        {
            Log.NotAborted(logger, uploadId, call.DestinationBucket, call.DestinationKey, error.Reason, error.Message);
        }

        return error;
    }

    /// <summary>What passes, or fails at the very end for the destination's sake alone, is worth going on with.</summary>
    private static bool IsWorthKeeping(StoreError error) => error switch
    {
        { Kind: StoreErrorKind.PreconditionFailed } => string.Equals(error.Operation, "CompleteMultipartUpload", StringComparison.Ordinal),
        { Kind: StoreErrorKind.Other, Class: FailureClass.Transient or FailureClass.Throttled } => true,
        _ => false,
    };

    private static StoreError TakenOver { get; } = new()
    {
        Operation = "UploadPartCopy",
        Kind = StoreErrorKind.Conflict,
        Class = FailureClass.Transient,
        Reason = "OperationAborted",
        Message = "Another worker has taken the copy up.",
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Another worker is copying s3://{Bucket}/{Key} in parts; it is looked at again in {Pause}.")]
        public static partial void InOtherHands(ILogger logger, string bucket, string key, TimeSpan pause);

        [LoggerMessage(2, LogLevel.Warning, "Upload {UploadId} of s3://{Bucket}/{Key} cannot be aborted, and its parts are paid for: {Reason}. {Message}")]
        public static partial void NotAborted(ILogger logger, string uploadId, string bucket, string key, string reason, string message);
    }
}
