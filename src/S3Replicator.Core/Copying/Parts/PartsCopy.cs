using Microsoft.Extensions.Logging;
using S3Replicator.Core.Planning;
using S3Replicator.Core.State.Uploads;

namespace S3Replicator.Core.Copying.Parts;

/// <summary>Copies one version in parts: each pinned to the same source, everything else set when the upload is made, continued where an earlier try was interrupted.</summary>
public sealed partial class PartsCopy(
    UploadClaims claims, SyncTagsStrategy tagSync, CopyOptions options, TimeProvider timeProvider, Random random, ILogger<PartsCopy> logger)
{
    private readonly PartsTransfer _transfer = new(options, timeProvider, random, logger);
    private readonly UploadLeftovers _leftovers = new(claims.Uploads, timeProvider, logger);

    /// <summary>Copies the version that HEAD told of, under a fence; a copy that another worker has in hand is looked at again later.</summary>
    public async Task<CopyOutcome> CopyAsync(CopyContext context, ObjectHead source, Fence fence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(source);
        var call = UploadPlan.CallFor(context, source, fence);
        var wanted = UploadPlan.RecordOf(context.Plan, call, source, timeProvider.GetUtcNow());

        if (!claims.Uploads.IsKept && await _leftovers.ClearRestingAsync(context.Destination, call, cancellationToken) is { } untilItRests)
        {
            Log.InOtherHands(logger, call.SourceBucket, call.SourceKey, untilItRests);
            return CopyOutcome.LookAgain(untilItRests);
        }

        var (taken, lookAgainAfter) = await claims.TakeAsync(wanted, cancellationToken);

        if (taken is not { } claim)
        {
            Log.InOtherHands(logger, call.SourceBucket, call.SourceKey, lookAgainAfter);
            return CopyOutcome.LookAgain(lookAgainAfter);
        }

        await using (claim)
        {
            var copied = await new PartsRun(context, call, wanted, claim, _transfer, _leftovers).RunAsync(source, cancellationToken);

            if (!copied.IsSuccess)
            {
                return CopyOutcome.Failed(copied.Error);
            }

            if (await context.MirrorAclAsync(source.VersionId, copied.Value.VersionId, cancellationToken) is { } error)
            {
                return CopyOutcome.Failed(error);
            }

            return await AlignTagsAsync(context, source.VersionId, copied.Value.VersionId, cancellationToken)
                ?? CopyOutcome.Replicated(copied.Value, source.Size);
        }
    }

    /// <summary>Aborts what is left of an interrupted copy that is not wanted any more.</summary>
    /// <param name="context">The plan.</param>
    /// <param name="versionId">The source version that the copy was of.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task DropAsync(CopyContext context, string? versionId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return DropAsync(context.Destination, UploadPlan.LeftoverOf(context.Plan, versionId), cancellationToken);
    }

    /// <summary>Aborts what is left of an interrupted copy, unless a worker has it in hand.</summary>
    /// <param name="destination">The destination's region, with a role that may write there.</param>
    /// <param name="copy">The copy.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task DropAsync(IObjectStore destination, UploadRecord copy, CancellationToken cancellationToken)
    {
        if (await claims.TakeLeftoverAsync(copy, cancellationToken) is { } claim)
        {
            await using (claim)
            {
                await _leftovers.AbandonAsync(destination, UploadPlan.CallFor(claim.Record), claim);
            }
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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Another worker is copying s3://{Bucket}/{Key} in parts; it is looked at again in {Pause}.")]
        public static partial void InOtherHands(ILogger logger, string bucket, string key, TimeSpan pause);
    }
}
