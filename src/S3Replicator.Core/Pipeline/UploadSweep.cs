using Microsoft.Extensions.Logging;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Copying.Parts;
using S3Replicator.Core.Rules;
using S3Replicator.Core.State;
using S3Replicator.Core.State.Uploads;

namespace S3Replicator.Core.Pipeline;

/// <summary>Aborts uploads of ours that nobody goes on with; none but those on record, so never anybody else's.</summary>
public sealed partial class UploadSweep(
    IUploadLog uploads, PartsCopy parts, IObjectStores stores, IRuleSnapshot rules, TimeProvider timeProvider, ILogger<UploadSweep> logger)
{
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(1);

    /// <summary>Looks every so often until told to stop; of a fleet, one worker does.</summary>
    public async Task RunAsync(StateLease lease, CopyOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(options);

        // Workers of a fleet that scales may not live for as long as the pause.
        var pause = options.SweepEvery < FirstAfter ? options.SweepEvery : FirstAfter;

        while (true)
        {
            await Task.Delay(pause, timeProvider, cancellationToken);
            pause = options.SweepEvery;

            try
            {
                // Longer than a pause, so that one and the same worker goes on with it.
                if (await lease.TryTakeAsync(options.SweepEvery * 2, cancellationToken))
                {
                    await SweepAsync(options.AbandonedAfter, cancellationToken);
                }
            }
            catch (StateStoreException exception)
            {
                Log.OutOfReach(logger, exception.Message);
            }
        }
    }

    /// <summary>Looks through all that is on record.</summary>
    internal async Task SweepAsync(TimeSpan abandonedAfter, CancellationToken cancellationToken)
    {
        await foreach (var kept in uploads.ListAsync(cancellationToken))
        {
            if (kept.Record is not { } record)
            {
                Log.Unreadable(logger, kept.Name);
            }
            else if (timeProvider.GetUtcNow() - record.HeldUntil >= abandonedAfter)
            {
                await DropAsync(record, cancellationToken);
            }
        }
    }

    private async Task DropAsync(UploadRecord record, CancellationToken cancellationToken)
    {
        if (DocumentFor(record) is not { } document)
        {
            Log.NoRole(logger, record.UploadId, record.Destination.Bucket, record.Destination.Key);
            return;
        }

        var store = await stores.ForBucketAsync(document, record.Destination.Bucket, isSource: false, cancellationToken);

        if (!store.IsSuccess)
        {
            Log.NotReached(logger, record.Destination.Bucket, store.Error.Reason, store.Error.Message);
            return;
        }

        Log.Abandoned(logger, record.UploadId, record.Destination.Bucket, record.Destination.Key, record.HeldUntil);
        await parts.DropAsync(store.Value, record, cancellationToken);
    }

    /// <summary>The document whose role made the upload, or else one that may write to the bucket: the rules may have changed since.</summary>
    private ReplicationDocument? DocumentFor(UploadRecord record)
    {
        var writers = rules.Current.Documents
            .SelectMany(document => document.Rules, (document, rule) => (document, rule))
            .Where(bound => string.Equals(bound.rule.Destination.Bucket, record.Destination.Bucket, StringComparison.Ordinal))
            .ToList();
        var maker = writers.Find(bound =>
            string.Equals(bound.document.Bucket, record.Source.Bucket, StringComparison.Ordinal)
            && string.Equals(bound.rule.Id, record.Rule, StringComparison.Ordinal));
        return maker.document ?? writers.FirstOrDefault().document;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Nobody has gone on with upload {UploadId} of s3://{Bucket}/{Key} since {Since}; it is aborted.")]
        public static partial void Abandoned(ILogger logger, string? uploadId, string bucket, string? key, DateTimeOffset since);

        [LoggerMessage(2, LogLevel.Warning, "Upload {UploadId} of s3://{Bucket}/{Key} is abandoned, and no rule names a role that may abort it: abort it by hand.")]
        public static partial void NoRole(ILogger logger, string? uploadId, string bucket, string? key);

        [LoggerMessage(3, LogLevel.Warning, "Abandoned uploads of bucket {Bucket} cannot be aborted: {Reason}. {Message}")]
        public static partial void NotReached(ILogger logger, string bucket, string reason, string message);

        [LoggerMessage(4, LogLevel.Warning, "The state has a record of an upload that cannot be read: {Name}")]
        public static partial void Unreadable(ILogger logger, string name);

        [LoggerMessage(5, LogLevel.Warning, "Records of uploads cannot be looked at: {Message}")]
        public static partial void OutOfReach(ILogger logger, string message);
    }
}
