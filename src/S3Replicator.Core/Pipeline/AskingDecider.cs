using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Pipeline;

/// <summary>Decides, and as long as that hangs on something new, asks for just that and decides again.</summary>
internal sealed class AskingDecider(IObjectStores stores)
{
    /// <summary>Whether a version is current is what the copy itself finds out, under its conditions.</summary>
    private const ObjectFacts KnownByFences = ObjectFacts.Current;

    private readonly FactFinder _facts = new(stores);

    /// <summary>What is decided, and what was found out for it.</summary>
    public async Task<(IReadOnlyList<Decision> Decisions, StoreResult<FoundFacts> Facts)> DecideAsync(
        ObjectEvent objectEvent, BucketRules bucketRules, CancellationToken cancellationToken)
    {
        var decisions = new List<Decision>();
        var found = FoundFacts.Nothing;

        for (var asked = KnownByFences; ;)
        {
            decisions.Clear();
            Decider.Decide(objectEvent, bucketRules, found.State, stores.Own, decisions);
            var open = decisions.Find(decision => (decision.Assumes & ~asked) != ObjectFacts.None);

            if (open is null || found.State.IsVanished)
            {
                return (decisions, found);
            }

            var facts = decisions.Aggregate(ObjectFacts.None, (all, decision) => all | decision.Assumes) & ~asked;
            var answer = await _facts.FindAsync(objectEvent, open.Rule.Document, facts, found, cancellationToken);

            if (!answer.IsSuccess)
            {
                return (decisions, answer.Error);
            }

            found = answer.Value;
            asked |= facts;
        }
    }
}
