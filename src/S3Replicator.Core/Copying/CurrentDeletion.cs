using S3Replicator.Core.Copying.Parts;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Copying;

/// <summary>Deletes or hides the replica once the source confirms that the object is gone, and looks at the source again afterwards.</summary>
/// <remarks>
/// An ETag cannot tell an object from a later one of the same bytes, so a delete may hit the replica of a newer object; and where the
/// destination holds no object there is nothing to fence on, so a copy that another worker has under way may land after the delete.
/// The second look finds the first, the look after <see cref="CopyOptions.LandWithin"/> the second.
/// </remarks>
public sealed class CurrentDeletion(DestinationMemory memory, PartsCopy parts, CopyOptions options, TimeProvider timeProvider)
{
    private const int Attempts = 6;

    /// <summary>Brings the destination to where the source is, if the object is gone there.</summary>
    public async Task<CopyOutcome> DeleteAsync(CopyContext context, CancellationToken cancellationToken)
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
        var destination = await context.Destination.HeadAsync(context.DestinationHead, cancellationToken);

        if (!destination.IsSuccess && destination.Error.Kind != StoreErrorKind.KeyNotFound)
        {
            return (CopyOutcome.Failed(destination.Error), null);
        }

        if (destination.Error is { } missing && (missing.BehindDeleteMarker || !MarksAbsentKeys(plan)))
        {
            return (Settled(plan, CopyOutcome.Skipped(SkipReason.AlreadyReplicated)), null);
        }

        var fence = destination.Value?.ETag;
        var deleted = await context.Destination.DeleteAsync(
            new(plan.DestinationBucket, plan.Decision.DestinationKey, IfMatch: fence, Owner: plan.DestinationOwner), cancellationToken);

        if (!deleted.IsSuccess)
        {
            return deleted.Error.Kind is StoreErrorKind.PreconditionFailed or StoreErrorKind.Conflict or StoreErrorKind.KeyNotFound
                ? (null, deleted.Error)
                : (CopyOutcome.Failed(deleted.Error), null);
        }

        memory.Remember(plan.DestinationBucket, plan.Decision.DestinationKey, etag: null);
        var outcome = CopyOutcome.Deleted(deleted.Value);
        return (fence is null ? Settled(plan, outcome) : await UndoIfReplacedAsync(context, fence, outcome, cancellationToken), null);
    }

    /// <summary>Nothing was fenced: the outcome stands once the event is so old that no copy from before it can still land.</summary>
    private CopyOutcome Settled(CopyPlan plan, CopyOutcome outcome)
    {
        var age = timeProvider.GetUtcNow() - plan.Event.Time;
        return age < options.LandWithin ? CopyOutcome.LookAgain(options.LandWithin - age.Value) : outcome;
    }

    private async Task<CopyOutcome> UndoIfReplacedAsync(
        CopyContext context, string deletedETag, CopyOutcome outcome, CancellationToken cancellationToken)
    {
        var source = await context.Source.HeadAsync(context.SourceHead(versionId: null), cancellationToken);

        if (!source.IsSuccess)
        {
            return source.Error.Kind == StoreErrorKind.KeyNotFound ? outcome : CopyOutcome.Failed(source.Error);
        }

        if (!string.Equals(source.Value.ETag, deletedETag, StringComparison.Ordinal))
        {
            return outcome;
        }

        var plan = context.Plan;

        if (source.Value.Size > plan.Decision.Rule.Rule.MultipartThreshold)
        {
            var whole = await parts.CopyAsync(context, source.Value, Fence.Absent, cancellationToken);
            return whole.Error is { Kind: StoreErrorKind.PreconditionFailed or StoreErrorKind.KeyNotFound } ? outcome : whole;
        }

        var attributes = CopyPlanner.AttributesOf(
            plan.Decision.Rule.Rule, plan.Event with { VersionId = source.Value.VersionId, Sequencer = null }, source.Value);
        var call = context.CopyCall(versionId: null, source.Value.ETag);
        var copied = await context.CopyAsync(
            call with { Fence = Fence.Absent, Attributes = attributes }, cancellationToken);

        return copied.IsSuccess ? CopyOutcome.Replicated(copied.Value, source.Value.Size)
            : copied.Error.Kind is StoreErrorKind.PreconditionFailed or StoreErrorKind.KeyNotFound ? outcome
            : CopyOutcome.Failed(copied.Error);
    }

    /// <summary>Whether a delete marker is put even where the destination has never had the key, as in a full history.</summary>
    private static bool MarksAbsentKeys(CopyPlan plan) =>
        plan.Decision.Action == ReplicationAction.PutDeleteMarker && plan.Versions == VersionScope.All;
}
