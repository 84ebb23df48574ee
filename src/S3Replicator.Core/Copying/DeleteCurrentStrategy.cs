using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Copying;

/// <summary>Hides or removes the replica once the source confirms that the object is gone there.</summary>
public sealed class DeleteCurrentStrategy(DestinationMemory memory) : ICopyStrategy
{
    private const int Attempts = 6;

    /// <inheritdoc />
    public string Name => CopyStrategyNames.DeleteCurrent;

    /// <inheritdoc />
    public async Task<CopyOutcome> ExecuteAsync(CopyContext context, CancellationToken cancellationToken)
    {
        StoreError? last = null;

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var source = await context.Source.HeadAsync(context.SourceHead(versionId: null), cancellationToken);

            if (source.IsSuccess)
            {
                return CopyOutcome.Skipped(SkipReason.SupersededByNewer);
            }

            if (source.Error.Kind != StoreErrorKind.KeyNotFound)
            {
                return CopyOutcome.Failed(source.Error);
            }

            var (outcome, raced) = await DeleteAsync(context, cancellationToken);

            if (outcome is not null)
            {
                return outcome;
            }

            last = raced;
        }

        return CopyOutcome.Failed(last!);
    }

    private async Task<(CopyOutcome? Outcome, StoreError? Raced)> DeleteAsync(CopyContext context, CancellationToken cancellationToken)
    {
        var plan = context.Plan;
        var destination = await context.Destination.HeadAsync(context.DestinationHead, cancellationToken);

        if (!destination.IsSuccess && destination.Error.Kind != StoreErrorKind.KeyNotFound)
        {
            return (CopyOutcome.Failed(destination.Error), null);
        }

        if (destination.Error is { } missing && (missing.BehindDeleteMarker || !MarksAbsentKeys(plan)))
        {
            return (CopyOutcome.Skipped(SkipReason.AlreadyReplicated), null);
        }

        var deleted = await context.Destination.DeleteAsync(
            new(plan.DestinationBucket, plan.Decision.DestinationKey, IfMatch: destination.Value?.ETag, Owner: plan.DestinationOwner),
            cancellationToken);

        if (deleted.IsSuccess)
        {
            memory.Remember(plan.DestinationBucket, plan.Decision.DestinationKey, etag: null);
            return (CopyOutcome.Deleted(deleted.Value), null);
        }

        return deleted.Error.Kind is StoreErrorKind.PreconditionFailed or StoreErrorKind.Conflict or StoreErrorKind.KeyNotFound
            ? (null, deleted.Error)
            : (CopyOutcome.Failed(deleted.Error), null);
    }

    /// <summary>Whether a delete marker is put even where the destination has never had the key, as in a full history.</summary>
    private static bool MarksAbsentKeys(CopyPlan plan) =>
        plan.Decision.Action == ReplicationAction.PutDeleteMarker && plan.Versions == VersionScope.All;
}
