using Microsoft.Extensions.Logging;

namespace S3Replicator.Core.Copying.Parts;

/// <summary>Says now and then how far a long copy has come.</summary>
internal sealed partial class TransferProgress(CopyCall copy, int parts, TimeSpan every, TimeProvider timeProvider, ILogger logger)
{
    private const double Mebibyte = 1 << 20;

    private readonly Lock _lock = new();
    private readonly long _started = timeProvider.GetTimestamp();
    private long _said = timeProvider.GetTimestamp();
    private int _done;
    private long _bytes;

    /// <summary>Counts parts that were there already.</summary>
    public void Found(int count, long bytes)
    {
        _done = count;
        _bytes = bytes;
        Log.Continues(logger, copy.SourceBucket, copy.SourceKey, count, parts);
    }

    /// <summary>Counts a part that has been copied.</summary>
    public void Copied(long bytes)
    {
        lock (_lock)
        {
            _done++;
            _bytes += bytes;

            if (_done == parts || timeProvider.GetElapsedTime(_said) < every)
            {
                return;
            }

            _said = timeProvider.GetTimestamp();
        }

        Log.Progress(
            logger,
            copy.SourceBucket,
            copy.SourceKey,
            copy.DestinationBucket,
            _done,
            parts,
            (long)(_bytes / Mebibyte),
            (long)((copy.Size ?? 0) / Mebibyte),
            timeProvider.GetElapsedTime(_started));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The copy of s3://{Bucket}/{Key} in parts goes on where it was interrupted: {Done} of {Parts} parts are there.")]
        public static partial void Continues(ILogger logger, string bucket, string key, int done, int parts);

        [LoggerMessage(2, LogLevel.Information, "s3://{Bucket}/{Key} into {Destination}: {Done} of {Parts} parts, {Mebibytes} of {OfMebibytes} MiB, since {Elapsed}.")]
        public static partial void Progress(
            ILogger logger, string bucket, string key, string destination, int done, int parts, long mebibytes, long ofMebibytes, TimeSpan elapsed);
    }
}
