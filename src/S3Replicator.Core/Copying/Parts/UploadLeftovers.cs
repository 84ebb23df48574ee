using Microsoft.Extensions.Logging;
using S3Replicator.Core.State;
using S3Replicator.Core.State.Uploads;

namespace S3Replicator.Core.Copying.Parts;

/// <summary>Sees to it that no upload of ours stays and is paid for.</summary>
internal sealed partial class UploadLeftovers(IUploadLog log, TimeProvider timeProvider, ILogger logger)
{
    private const int Aborts = 3;

    /// <summary>How long an upload that nothing is known of may rest between two parts before it counts as abandoned.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>Gives up the copy that is on record; an upload that cannot be aborted stays there, for the next one who comes or for the sweep.</summary>
    public async Task AbandonAsync(IObjectStore store, CopyCall copy, UploadClaim claim)
    {
        if (claim.Record.UploadId is not { } uploadId)
        {
            if (claim.IsContinued)
            {
                await ClearAsync(store, copy, claim.Record, CancellationToken.None);
            }

            await claim.RemoveAsync();
        }
        else if (await AbortAsync(store, copy, uploadId) is null || !claim.CanBeContinued)
        {
            await ForgetAsync(store, copy, claim);
        }
        else
        {
            await claim.ReleaseAsync();
        }
    }

    /// <summary>Takes a copy that has ended off the record, once no twin of its upload is left: where another worker makes one just now, the sweep looks again.</summary>
    /// <remarks>HTTP clients send again what went out on a connection that broke before the answer, and do not tell: two uploads were made then.</remarks>
    public async Task ForgetAsync(IObjectStore store, CopyCall copy, UploadClaim claim)
    {
        if (!claim.CanBeContinued || await ClearAsync(store, copy, claim.Record, CancellationToken.None))
        {
            await claim.RemoveAsync();
        }
        else
        {
            await claim.ReleaseAsync();
        }
    }

    /// <summary>Aborts the upload with all of its parts; gives why it is still there, or null when it is gone.</summary>
    /// <remarks>A part that is on its way may outlive the abort, so it is repeated until nothing is listed.</remarks>
    public async Task<StoreError?> AbortAsync(IObjectStore store, CopyCall copy, string uploadId)
    {
        StoreError? error = null;

        for (var attempt = 0; attempt < Aborts; attempt++)
        {
            var aborted = await store.AbortUploadAsync(copy, new(uploadId), CancellationToken.None);

            if (aborted.Error is { Kind: StoreErrorKind.UploadNotFound })
            {
                return null;
            }

            error = aborted.Error;

            // Who may not list has to believe the abort.
            if (error is null && (await store.ListPartsAsync(copy, new(uploadId), CancellationToken.None)).Value is not { Count: > 0 })
            {
                return null;
            }
        }

        if (error is not null)
        {
            Log.NotAborted(logger, uploadId, copy.DestinationBucket, copy.DestinationKey, error.Reason, error.Message);
        }

        return error;
    }

    /// <summary>Aborts what a worker has left that died, or lost S3's answer, between making an upload and putting it on record.</summary>
    /// <returns>False where nothing could be told apart from an upload that is being made just now.</returns>
    public async Task<bool> ClearAsync(IObjectStore store, CopyCall copy, UploadRecord left, CancellationToken cancellationToken)
    {
        if (!log.IsKept)
        {
            return true;
        }

        var (known, isOneBeingMade) = await KnownAsync(left, cancellationToken);

        if (isOneBeingMade)
        {
            return false;
        }

        foreach (var upload in await OursAsync(store, copy, cancellationToken))
        {
            if (!known.Contains(upload.UploadId) && upload.Initiated >= left.Started - Skew)
            {
                Log.Aborts(logger, upload.UploadId, copy.DestinationBucket, copy.DestinationKey);
                await AbortAsync(store, copy, upload.UploadId);
            }
        }

        return true;
    }

    /// <summary>Without records: aborts uploads of ours that rest; where one does not, gives when it would.</summary>
    public async Task<TimeSpan?> ClearRestingAsync(IObjectStore store, CopyCall copy, CancellationToken cancellationToken)
    {
        TimeSpan? longest = null;

        foreach (var upload in await OursAsync(store, copy, cancellationToken))
        {
            var parts = await store.ListPartsAsync(copy, new(upload.UploadId), cancellationToken);
            var last = (parts.Value ?? []).Select(part => part.CopiedAt ?? upload.Initiated).Append(upload.Initiated).Max();
            var left = LongestRest - (timeProvider.GetUtcNow() - last);

            if (left <= TimeSpan.Zero)
            {
                Log.Aborts(logger, upload.UploadId, copy.DestinationBucket, copy.DestinationKey);
                await AbortAsync(store, copy, upload.UploadId);
            }
            else if (!(left <= longest))
            {
                longest = left;
            }
        }

        return longest;
    }

    private async Task<(HashSet<string> Uploads, bool IsOneBeingMade)> KnownAsync(UploadRecord left, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var isOneBeingMade = false;

        try
        {
            await foreach (var kept in log.OfDestinationAsync(left.Destination, cancellationToken))
            {
                if (kept.Record?.UploadId is { } uploadId)
                {
                    known.Add(uploadId);
                }
                else
                {
                    isOneBeingMade |= kept.Record is null
                        || (!string.Equals(kept.Name, left.Name, StringComparison.Ordinal) && kept.Record.HeldUntil > timeProvider.GetUtcNow());
                }
            }
        }
        catch (StateStoreException)
        {
            isOneBeingMade = true;
        }

        return (known, isOneBeingMade);
    }

    /// <summary>The uploads of ours to the key; none where we may not ask, which is no reason not to copy.</summary>
    private static async Task<IEnumerable<OpenUpload>> OursAsync(IObjectStore store, CopyCall copy, CancellationToken cancellationToken)
    {
        var uploads = await store.ListUploadsAsync(copy, cancellationToken);
        return uploads.IsSuccess ? uploads.Value.Where(upload => upload.IsOurs) : [];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Upload {UploadId} of s3://{Bucket}/{Key} cannot be aborted, and its parts are paid for: {Reason}. {Message}")]
        public static partial void NotAborted(ILogger logger, string uploadId, string bucket, string key, string reason, string message);

        [LoggerMessage(2, LogLevel.Information, "Upload {UploadId} of s3://{Bucket}/{Key} was left by a worker of ours; it is aborted.")]
        public static partial void Aborts(ILogger logger, string uploadId, string bucket, string key);
    }
}
