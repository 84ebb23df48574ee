using System.Collections.Frozen;
using System.Collections.Immutable;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Planning.Explaining;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Pipeline.DryRun;

/// <summary>Says of an event what each rule would do about it, and what that would cost, by a dry run of the worker's own stages.</summary>
public sealed class EventExplainer(IObjectStores stores, IEnumerable<ICopyStrategy> strategies)
{
    private readonly FrozenDictionary<string, ICopyStrategy> _strategies =
        strategies.ToFrozenDictionary(strategy => strategy.Name, StringComparer.Ordinal);

    /// <summary>Explains a record of a message, by just those facts that a worker would ask for.</summary>
    public async Task<ExplainedRecord> ExplainAsync(DecodedRecord record, RuleSet rules, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var bucketRules = record.IsForRules ? rules.ForBucket(record.Event!.Bucket) : null;

        if (bucketRules is null || Decider.PassesOver(record.Event!, bucketRules) is not null)
        {
            return Explainer.Explain(record, rules, ObjectState.Unknown, stores.Own);
        }

        var asked = new RequestCounter();
        var decided = await DeciderFor(asked).DecideAsync(record.Event!, bucketRules, cancellationToken);
        var explained = await ExplainAsync(record, bucketRules, decided, decided.Facts.State, cancellationToken);
        return explained with { Asked = asked.Snapshot() };
    }

    /// <summary>Explains an event about an object of which all is known that a reason may rest on.</summary>
    internal async Task<StoreResult<ExplainedRecord>> ExplainAsync(
        ObjectEvent objectEvent, BucketRules bucketRules, ObjectState state, CancellationToken cancellationToken)
    {
        var asked = new RequestCounter();
        var decided = await DeciderFor(asked).DecideAsync(objectEvent, bucketRules, cancellationToken);

        if (decided.FirstError is { } error)
        {
            return error;
        }

        var explained = await ExplainAsync(DecodedRecord.Of(objectEvent), bucketRules, decided, state, cancellationToken);
        return explained with { Asked = asked.Snapshot() };
    }

    private static ExplainedRecord RecordOf(DecodedRecord record, ImmutableArray<Decision> decisions, ObjectState state) => new()
    {
        Record = record,
        Outcome = decisions.Any(decision => decision.Acts) ? ExplainOutcome.Replicate : ExplainOutcome.Ignore,
        Decisions = decisions,
        State = state,
    };

    private async Task<ExplainedRecord> ExplainAsync(
        DecodedRecord record, BucketRules bucketRules, DecidedEvent decided, ObjectState state, CancellationToken cancellationToken)
    {
        var costs = new Dictionary<string, IReadOnlyDictionary<string, long>>(StringComparer.Ordinal);
        var decisions = Decider.DecideAll(record.Event!, bucketRules, state, stores.Own).ToBuilder();

        for (var index = 0; index < decisions.Count; index++)
        {
            var decision = decisions[index];

            if ((decision.Acts || decided.RefusalOf(decision) is not null) && decided.MissingFor(decision) is { } error)
            {
                // What may act fails.
                decisions[index] = Unknown(decision, error);
            }
            else if (decision.Acts)
            {
                var requests = new RequestCounter();
                decisions[index] = await TryAsync(record.Event!, decision, decided.Facts.Head, requests, cancellationToken);
                costs[decision.Rule.Rule.Id] = requests.Snapshot();
            }

            // What was not asked for by now makes no difference.
            decisions[index] = decisions[index] with { Assumes = ObjectFacts.None };
        }

        return RecordOf(record, decisions.ToImmutable(), state) with { Costs = costs };
    }

    private AskingDecider DeciderFor(RequestCounter requests) => new(new DryRunStores(stores, requests));

    /// <summary>The decision after a dry run of it.</summary>
    private async Task<Decision> TryAsync(
        ObjectEvent objectEvent, Decision decision, ObjectHead? head, RequestCounter requests, CancellationToken cancellationToken)
    {
        var planned = await new OperationPlanner(new DryRunStores(stores, requests)).PlanAsync(
            objectEvent, decision, head, isRepeat: false, cancellationToken);

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

    private static Decision Unknown(Decision decision, StoreError error) => FailedBy(decision, error) with
    {
        Action = decision.Acts ? decision.Action : ReplicationAction.Copy,
        Reason = null,
        Assumes = ObjectFacts.None,
    };

    private static Decision Skipped(Decision decision, SkipReason? reason) =>
        decision with { Action = ReplicationAction.Skip, Reason = reason };
}
