using S3Replicator.Core.Planning;
using S3Replicator.Core.State.Uploads;

namespace S3Replicator.Core.Copying.Parts;

/// <summary>One copy in parts, from its claim to its end.</summary>
internal sealed class PartsRun(
    CopyContext context, CopyCall call, UploadRecord wanted, UploadClaim claim, PartsTransfer transfer, UploadLeftovers leftovers)
{
    private readonly IObjectStore _store = context.Destination;
    private bool _mayHaveLeftOne;

    /// <summary>What another worker, which took the copy away, leaves us to say.</summary>
    private static StoreError TakenOver { get; } = new()
    {
        Operation = "UploadPartCopy",
        Kind = StoreErrorKind.Conflict,
        Class = FailureClass.Transient,
        Reason = "OperationAborted",
        Message = "Another worker has taken the copy up.",
    };

    /// <summary>Copies what is missing, and completes the upload; whatever comes of it, nothing stays that nobody knows of.</summary>
    public async Task<StoreResult<CopyReceipt>> RunAsync(ObjectHead source, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, claim.Lost);
        StoreResult<CopyReceipt> copied;

        try
        {
            copied = await CopyAsync(source, either.Token);
        }
        catch (OperationCanceledException) when (claim.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return TakenOver;
        }
        catch (OperationCanceledException)
        {
            await EndAsync(isWorthKeeping: true);
            throw;
        }

        if (copied.IsSuccess)
        {
            await leftovers.ForgetAsync(_store, call, claim);
        }
        else
        {
            await EndAsync(IsWorthKeeping(copied.Error));
        }

        return copied;
    }

    private async Task<StoreResult<CopyReceipt>> CopyAsync(ObjectHead source, CancellationToken cancellationToken)
    {
        var found = await FindAsync(cancellationToken);

        if (!found.IsSuccess)
        {
            return found.Error;
        }

        if (claim.Record.UploadId is null && await CreateAsync(source, cancellationToken) is { } error)
        {
            return error;
        }

        var upload = new MultipartUpload(claim.Record.UploadId!);
        var parts = await transfer.RunAsync(_store, call, upload, new PartLayout(claim.Record.Parts), found.Value, cancellationToken);

        return parts.IsSuccess
            ? await transfer.PatientlyAsync(() => _store.CompleteUploadAsync(call, upload, parts.Value, cancellationToken), cancellationToken)
            : parts.Error;
    }

    /// <summary>The parts that an earlier try has copied; an upload that is not of the same object and plan is aborted.</summary>
    private async Task<StoreResult<IReadOnlyList<CopiedPart>>> FindAsync(CancellationToken cancellationToken)
    {
        if (claim.Record.UploadId is { } uploadId)
        {
            if (wanted.IsContinuedBy(claim.Record))
            {
                var listed = await _store.ListPartsAsync(call, new(uploadId), cancellationToken);

                if (listed.IsSuccess || listed.Error.Kind != StoreErrorKind.UploadNotFound)
                {
                    return listed;
                }
            }
            else if (await leftovers.AbortAsync(_store, call, uploadId) is { } error)
            {
                return error;
            }
        }
        else if (claim.IsContinued)
        {
            await leftovers.ClearAsync(_store, call, claim.Record, cancellationToken);
        }

        if (claim.IsContinued)
        {
            await claim.WriteAsync(record => wanted with { Holder = record.Holder, HeldUntil = record.HeldUntil }, cancellationToken);
        }

        return Array.Empty<CopiedPart>();
    }

    private async Task<StoreError?> CreateAsync(ObjectHead source, CancellationToken cancellationToken)
    {
        var head = context.SourceHead(call.SourceVersionId);
        var tags = await context.Source.GetTagsAsync(head, cancellationToken);

        if (!tags.IsSuccess)
        {
            return tags.Error;
        }

        var layout = await transfer.LayoutAsync(context.Source, head, source, cancellationToken);

        if (!layout.IsSuccess)
        {
            return layout.Error;
        }

        // Until S3 has answered there may be an upload, of which nobody knows the id.
        _mayHaveLeftOne = true;
        var upload = await _store.CreateUploadAsync(call with { Attributes = call.Attributes with { Tags = tags.Value } }, cancellationToken);
        _mayHaveLeftOne = upload.Error is { Kind: StoreErrorKind.Other, Class: FailureClass.Transient or FailureClass.Throttled };

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

        await leftovers.AbortAsync(_store, call, upload.Value.UploadId);
        return TakenOver;
    }

    /// <summary>Leaves the upload to whoever comes next, or sees to it that nothing of it stays.</summary>
    private Task EndAsync(bool isWorthKeeping) =>
        claim.Lost.IsCancellationRequested ? Task.CompletedTask
        : (isWorthKeeping && claim.CanBeContinued) || _mayHaveLeftOne ? claim.ReleaseAsync()
        : leftovers.AbandonAsync(_store, call, claim);

    /// <summary>What passes, or fails at the very end for the destination's sake alone, is worth going on with.</summary>
    private static bool IsWorthKeeping(StoreError error) => error switch
    {
        { Kind: StoreErrorKind.PreconditionFailed } => string.Equals(error.Operation, "CompleteMultipartUpload", StringComparison.Ordinal),
        { Kind: StoreErrorKind.Other, Class: FailureClass.Transient or FailureClass.Throttled } => true,
        _ => false,
    };
}
