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
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<StoreResult<PlannedOperation>> PlanAsync(
        ObjectEvent objectEvent, Decision decision, ObjectHead? head, CancellationToken cancellationToken)
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

        var versions = await ScopeAsync(decision.Rule, cancellationToken);

        if (!versions.IsSuccess)
        {
            return versions.Error;
        }

        if (head is null && CopyPlanner.NeedsSourceHead(decision, objectEvent))
        {
            var asked = await source.Value.HeadAsync(
                new HeadCall(objectEvent.Bucket, objectEvent.Key, objectEvent.VersionId), cancellationToken);

            if (!asked.IsSuccess)
            {
                return asked.Error;
            }

            head = asked.Value;
        }

        // HEAD may have been asked for the storage class alone; what it says beside that holds all the same.
        var known = head is null ? ObjectState.Unknown : FactFinder.WithHead(ObjectState.Unknown, head);
        var current = Decider.Reconsider(objectEvent, decision, known, stores.Own);
        return current.Acts
            ? new PlannedOperation(new(PlanOf(current, objectEvent, versions.Value.Scope, head, destination.Value), source.Value, destination.Value), Forbidden: null)
            : new PlannedOperation(Context: null, current.Reason);
    }

    private static CopyPlan PlanOf(Decision decision, ObjectEvent objectEvent, VersionScope versions, ObjectHead? head, IObjectStore destination) =>
        CopyPlanner.Plan(decision, objectEvent, versions, head) with { DestinationRegion = destination.Region };

    private async ValueTask<StoreResult<ScopeAnswer>> ScopeAsync(BoundRule rule, CancellationToken cancellationToken)
    {
        if (rule.Rule.Versions == VersionScope.Latest)
        {
            return ScopeAnswer.Latest;
        }

        var source = await stores.DescribeAsync(rule.Document, rule.Document.Bucket, isSource: true, cancellationToken);

        if (!source.IsSuccess)
        {
            return source.Error;
        }

        var destination = await stores.DescribeAsync(rule.Document, rule.Rule.Destination.Bucket, isSource: false, cancellationToken);

        if (!destination.IsSuccess)
        {
            return destination.Error;
        }

        return source.Value.Versioning == BucketVersioning.Enabled && destination.Value.Versioning == BucketVersioning.Enabled
            ? ScopeAnswer.All
            : ScopeAnswer.Latest;
    }

    private sealed record ScopeAnswer(VersionScope Scope)
    {
        public static ScopeAnswer All { get; } = new(VersionScope.All);

        public static ScopeAnswer Latest { get; } = new(VersionScope.Latest);
    }
}
