using Microsoft.Extensions.Logging;
using S3Replicator.Core.State;
using S3Replicator.Core.State.Uploads;

namespace S3Replicator.Core.Copying.Parts;

/// <summary>Gives each copy in parts to one worker at a time.</summary>
/// <remarks>
/// A claim saves work, and no more than that: should two workers have the same copy in hand after all, both copy the same ranges into the
/// same upload, and only one of them can complete it.
/// </remarks>
/// <param name="log">Where claims are kept.</param>
/// <param name="holder">This worker, told apart from one of the same name that ran before it.</param>
/// <param name="options">How long claims last.</param>
/// <param name="timeProvider">The clock; those of the fleet must agree to well within a claim's length.</param>
/// <param name="logger">Hears of a log that is out of reach.</param>
public sealed partial class UploadClaims(
    IUploadLog log, string holder, CopyOptions options, TimeProvider timeProvider, ILogger<UploadClaims> logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>Where claims are kept.</summary>
    internal IUploadLog Uploads => log;

    /// <summary>Takes the copy; where another worker has it in hand, says when to look again. What a dead worker had is taken once its claim has lapsed.</summary>
    internal async Task<(UploadClaim? Claim, TimeSpan LookAgainAfter)> TakeAsync(UploadRecord copy, CancellationToken cancellationToken)
    {
        try
        {
            return await TryTakeAsync(copy, makes: true, cancellationToken);
        }
        catch (StateStoreException exception)
        {
            // Better copied twice than not at all; only a crash would leave an upload behind.
            Log.Unrecorded(logger, copy.Source.Bucket, copy.Source.Key, exception.Message);
            return (UploadClaim.Unkept(copy), TimeSpan.Zero);
        }
    }

    /// <summary>Takes what is left of a copy that nobody has in hand; null where there is nothing.</summary>
    internal async Task<UploadClaim?> TakeLeftoverAsync(UploadRecord copy, CancellationToken cancellationToken)
    {
        try
        {
            return (await TryTakeAsync(copy, makes: false, cancellationToken)).Claim;
        }
        catch (StateStoreException exception)
        {
            Log.Unrecorded(logger, copy.Source.Bucket, copy.Source.Key, exception.Message);
            return null;
        }
    }

    private async Task<(UploadClaim? Claim, TimeSpan LookAgainAfter)> TryTakeAsync(
        UploadRecord copy, bool makes, CancellationToken cancellationToken)
    {
        if (!log.IsKept)
        {
            return (makes ? UploadClaim.Unkept(copy) : null, TimeSpan.Zero);
        }

        string? seen = null;

        while (true)
        {
            var found = await log.FindAsync(copy, cancellationToken);
            var now = timeProvider.GetUtcNow();

            if (found?.Record is { } other && other.HeldUntil > now && !string.Equals(other.Holder, holder, StringComparison.Ordinal))
            {
                if (!makes || (seen is not null && !string.Equals(seen, found.ETag, StringComparison.Ordinal)))
                {
                    // Renewed meanwhile, so its holder lives.
                    return (null, Clamp(now - other.Started));
                }

                seen = found.ETag;
                var left = other.HeldUntil - now;
                var untilRenewed = options.ClaimLength / 2;
                await Task.Delay(left < untilRenewed ? left : untilRenewed, timeProvider, cancellationToken);
            }
            else if (found is null && !makes)
            {
                return (null, TimeSpan.Zero);
            }
            else
            {
                var taken = (found?.Record ?? copy) with { Holder = holder, HeldUntil = now + options.ClaimLength };

                if (await log.WriteAsync(taken, found?.ETag, cancellationToken) is { } etag)
                {
                    return (new(log, taken, etag, isContinued: found?.Record is not null, options.ClaimLength, timeProvider, logger), TimeSpan.Zero);
                }
            }
        }
    }

    /// <summary>The longer the copy has gone on, the longer it may still go on; each look costs the message one receive.</summary>
    private TimeSpan Clamp(TimeSpan since) => since < options.ClaimLength ? options.ClaimLength : since > LongestPause ? LongestPause : since;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The copy of s3://{Bucket}/{Key} in parts is not recorded, so that after a crash it would begin anew: {Message}")]
        public static partial void Unrecorded(ILogger logger, string bucket, string? key, string message);
    }
}
