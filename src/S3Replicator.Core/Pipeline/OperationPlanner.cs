using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Pipeline;

/// <summary>Takes an acting decision to a plan: finds the stores, asks for what the plan hangs on, and decides once more by it.</summary>
internal sealed class OperationPlanner(IObjectStores stores)
{
    /// <summary>The plan with its stores, or why S3's answers forbid it.</summary>
    /// <param name="objectEvent">The event.</param>
    /// <param name="decision">What one rule causes for it; it acts.</param>
    /// <param name="head">HEAD of the source, where it was asked for already.</param>
    /// <param name="isRepeat">Whether it was tried before, so that there may be a replica by now.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<StoreResult<PlannedOperation>> PlanAsync(
        ObjectEvent objectEvent, Decision decision, ObjectHead? head, bool isRepeat, CancellationToken cancellationToken)
    {
        if (decision.Failure is { } failure)
        {
            return new StoreError
            {
                Operation = decision.Action.ToString(),
                Class = FailureClass.Final,
                Reason = "DstPutObjectNotPermitted",
                Message = failure,
            };
        }

        var document = decision.Rule.Document;
        var destinationBucket = decision.Rule.Rule.Destination.Bucket;
        var destination = await stores.ForBucketAsync(document, destinationBucket, isSource: false, cancellationToken);

        if (!destination.IsSuccess)
        {
            return destination.Error;
        }

        var source = await stores.ForBucketAsync(document, objectEvent.Bucket, isSource: true, cancellationToken);

        if (!source.IsSuccess)
        {
            return source.Error;
        }

        var buckets = await DescribeAsync(decision.Rule, cancellationToken);

        if (!buckets.IsSuccess)
        {
            return buckets.Error;
        }

        // What locks an object has, HEAD alone tells.
        var mayBeLocked = buckets.Value.MayHoldLocks && decision.Action == ReplicationAction.Copy;

        if (head is null && (mayBeLocked || CopyPlanner.NeedsSourceHead(decision, objectEvent)))
        {
            var asked = await source.Value.HeadAsync(
                new HeadCall(objectEvent.Bucket, objectEvent.Key, objectEvent.VersionId, document.SourceAccount, WithChecksum: mayBeLocked),
                cancellationToken);

            if (!asked.IsSuccess)
            {
                return isRepeat && asked.Error.Class == FailureClass.Gone && MayOweDelete(decision, buckets.Value.Scope)
                    ? DeleteLeftover(objectEvent, decision, source.Value, destination.Value)
                    : asked.Error;
            }

            head = asked.Value;
        }

        return await PlanAsync(objectEvent, decision, buckets.Value.Scope, head, source.Value, destination.Value, cancellationToken);
    }

    /// <summary>An earlier try of a copy may land after the delete was carried out, and nobody else would look again.</summary>
    private static bool MayOweDelete(Decision decision, VersionScope versions) =>
        decision.Action == ReplicationAction.Copy && versions == VersionScope.Latest && decision.Rule.Rule.DeleteMarkerReplication;

    private static PlannedOperation DeleteLeftover(ObjectEvent objectEvent, Decision decision, IObjectStore source, IObjectStore destination)
    {
        var deletion = decision with { Action = ReplicationAction.DeleteObject };
        return new(new CopyContext(PlanOf(deletion, objectEvent, VersionScope.Latest, head: null, destination), source, destination), Forbidden: null);
    }

    private async Task<StoreResult<PlannedOperation>> PlanAsync(
        ObjectEvent objectEvent,
        Decision decision,
        VersionScope versions,
        ObjectHead? head,
        IObjectStore source,
        IObjectStore destination,
        CancellationToken cancellationToken)
    {
        // HEAD may have been asked for the storage class alone; what it says beside that holds all the same.
        var known = head is null ? ObjectState.Unknown : FactFinder.WithHead(ObjectState.Unknown, head);
        var current = Decider.Reconsider(objectEvent, decision, known, stores.Own);

        if (!current.Acts)
        {
            return new PlannedOperation(Context: null, current.Reason);
        }

        var context = new CopyContext(PlanOf(current, objectEvent, versions, head, destination), source, destination);
        return objectEvent.Kind == EventKind.TagsChanged && current.Action == ReplicationAction.Copy
            ? await PlanLateAsync(context, cancellationToken)
            : new PlannedOperation(context, Forbidden: null);
    }

    /// <summary>Tags that match may have matched before: what is at the destination already is not copied, but follows the change.</summary>
    private static async Task<StoreResult<PlannedOperation>> PlanLateAsync(CopyContext context, CancellationToken cancellationToken)
    {
        var replica = await ReplicaLookup.FindAsync(context, cancellationToken);

        if (!replica.IsSuccess)
        {
            return replica.Error;
        }

        var plan = context.Plan;
        return replica.Value.Call is null ? new PlannedOperation(context, Forbidden: null)
            : !plan.Decision.Rule.Rule.TagSync ? new PlannedOperation(Context: null, SkipReason.AlreadyReplicated)
            : new PlannedOperation(
                context with { Plan = PlanOf(plan.Decision with { Action = ReplicationAction.SyncTags }, plan.Event, plan.Versions, head: null, context.Destination) },
                Forbidden: null);
    }

    private static CopyPlan PlanOf(Decision decision, ObjectEvent objectEvent, VersionScope versions, ObjectHead? head, IObjectStore destination) =>
        CopyPlanner.Plan(decision, objectEvent, versions, head) with { DestinationRegion = destination.Region };

    private async ValueTask<StoreResult<Buckets>> DescribeAsync(BoundRule rule, CancellationToken cancellationToken)
    {
        var source = await stores.DescribeAsync(rule.Document, rule.Document.Bucket, isSource: true, cancellationToken);

        if (!source.IsSuccess)
        {
            return source.Error;
        }

        var mayHoldLocks = source.Value.HasObjectLock == true;

        if (rule.Rule.Versions == VersionScope.Latest || source.Value.Versioning != BucketVersioning.Enabled)
        {
            return new Buckets(VersionScope.Latest, mayHoldLocks);
        }

        var destination = await stores.DescribeAsync(rule.Document, rule.Rule.Destination.Bucket, isSource: false, cancellationToken);

        return destination.IsSuccess
            ? new Buckets(destination.Value.Versioning == BucketVersioning.Enabled ? VersionScope.All : VersionScope.Latest, mayHoldLocks)
            : destination.Error;
    }

    /// <param name="Scope">Which versions the destination is to hold.</param>
    /// <param name="MayHoldLocks">Whether source objects may be locked.</param>
    private sealed record Buckets(VersionScope Scope, bool MayHoldLocks);
}
