using System.Collections.Frozen;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Planning.Explaining;
using S3Replicator.Core.Rules;
using S3Replicator.Core.State;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Pipeline.DryRun;

/// <summary>Says of an object that exists what each rule would do about it, and what that would cost, by a dry run of the worker's own stages.</summary>
public sealed class ObjectExplainer(IObjectStores stores, IEnumerable<ICopyStrategy> strategies)
{
    private readonly FrozenDictionary<string, ICopyStrategy> _strategies =
        strategies.ToFrozenDictionary(strategy => strategy.Name, StringComparer.Ordinal);

    /// <summary>Explains the object as if it had just been written; an error when S3 does not let the rules' roles look at it.</summary>
    public async Task<StoreResult<ExplainedRecord>> ExplainAsync(ObjectName name, RuleSet rules, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(rules);
        var named = EventOf(name, head: null);

        if (rules.ForBucket(name.Bucket) is not { } bucketRules)
        {
            return Explainer.Explain(DecodedRecord.Of(named), rules, ObjectState.Unknown, OwnPrincipals.None);
        }

        // Every fact, since the reason why a rule does nothing may rest on any of them.
        var found = await new FactFinder(stores).FindAsync(
            named, bucketRules.Rules[0].Document, ObjectFacts.Size | ObjectFacts.Tags, FoundFacts.Nothing, cancellationToken);

        if (!found.IsSuccess)
        {
            return found.Error;
        }

        if (found.Value.State.IsVanished || found.Value.Head is not { } head)
        {
            return new ExplainedRecord
            {
                Record = DecodedRecord.Of(named),
                Outcome = ExplainOutcome.Ignore,
                Reason = nameof(SkipReason.SourceVanished),
            };
        }

        return await ExplainAsync(EventOf(name, head), bucketRules, found.Value.State, cancellationToken);
    }

    private async Task<StoreResult<ExplainedRecord>> ExplainAsync(
        ObjectEvent objectEvent, BucketRules bucketRules, ObjectState state, CancellationToken cancellationToken)
    {
        var asked = new RequestCounter();
        var (_, facts) = await new AskingDecider(new DryRunStores(stores, asked)).DecideAsync(objectEvent, bucketRules, cancellationToken);

        if (!facts.IsSuccess)
        {
            return facts.Error;
        }

        var costs = new Dictionary<string, IReadOnlyDictionary<string, long>>(StringComparer.Ordinal);
        var decisions = Decider.DecideAll(objectEvent, bucketRules, state, stores.Own).ToBuilder();

        for (var index = 0; index < decisions.Count; index++)
        {
            if (decisions[index].Acts)
            {
                var requests = new RequestCounter();
                decisions[index] = await TryAsync(objectEvent, decisions[index], facts.Value.Head, requests, cancellationToken);
                costs[decisions[index].Rule.Rule.Id] = requests.Snapshot();
            }
        }

        return new ExplainedRecord
        {
            Record = DecodedRecord.Of(objectEvent),
            Outcome = decisions.Any(decision => decision.Acts) ? ExplainOutcome.Replicate : ExplainOutcome.Ignore,
            Decisions = decisions.ToImmutable(),
            State = state,
            Asked = asked.Snapshot(),
            Costs = costs,
        };
    }

    /// <summary>The decision after a dry run of it.</summary>
    private async Task<Decision> TryAsync(
        ObjectEvent objectEvent, Decision decision, ObjectHead? head, RequestCounter requests, CancellationToken cancellationToken)
    {
        var planned = await new OperationPlanner(new DryRunStores(stores, requests)).PlanAsync(objectEvent, decision, head, cancellationToken);

        if (!planned.IsSuccess)
        {
            return FailedBy(decision, planned.Error);
        }

        if (planned.Value.Context is not { } context)
        {
            return Skipped(decision, planned.Value.Forbidden);
        }

        var outcome = await _strategies[context.Plan.Strategy].ExecuteAsync(context, cancellationToken);
        return outcome.Error is { } error ? FailedBy(decision, error)
            : outcome.Kind == OutcomeKind.Skipped ? Skipped(decision, outcome.Reason)
            : decision;
    }

    private static Decision FailedBy(Decision decision, StoreError error) => decision with { Failure = $"{error.Reason}: {error.Message}" };

    private static Decision Skipped(Decision decision, SkipReason? reason) =>
        decision with { Action = ReplicationAction.Skip, Reason = reason };

    private static ObjectEvent EventOf(ObjectName name, ObjectHead? head) => new()
    {
        Bucket = name.Bucket,
        Key = name.Key ?? string.Empty,
        Kind = EventKind.Created,
        Name = "ObjectCreated:*",
        Envelope = EnvelopeForm.S3,
        VersionId = head?.VersionId ?? name.VersionId,
        ETag = head?.ETag,
        Size = head?.Size,
        Time = head?.LastModified,
    };
}
