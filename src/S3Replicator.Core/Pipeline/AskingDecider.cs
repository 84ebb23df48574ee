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

    /// <summary>What is decided, and what was found out for it; a fact that one document's role is refused is asked for with that of the next that wants it.</summary>
    public async Task<DecidedEvent> DecideAsync(ObjectEvent objectEvent, BucketRules bucketRules, CancellationToken cancellationToken)
    {
        var decisions = new List<Decision>();
        var found = FoundFacts.Nothing;
        var asked = KnownByFences;
        List<FactRefusal>? refusals = null;

        while (true)
        {
            decisions.Clear();
            Decider.Decide(objectEvent, bucketRules, found.State, stores.Own, decisions);

            if (found.State.IsVanished || NextQuestion(decisions, asked, refusals) is not var (document, facts))
            {
                return new(decisions, found, asked, refusals);
            }

            var answer = await _facts.FindAsync(objectEvent, document, facts, found, cancellationToken);

            if (answer.IsSuccess)
            {
                found = answer.Value;
                asked |= facts;
            }
            else
            {
                (refusals ??= []).Add(new(document, facts, answer.Error));
            }
        }
    }

    /// <summary>What would be decided had nothing been asked.</summary>
    public DecidedEvent DecideUnasked(ObjectEvent objectEvent, BucketRules bucketRules) => new(
        Decider.Decide(objectEvent, bucketRules, ObjectState.Unknown, stores.Own), FoundFacts.Nothing, KnownByFences, refusals: null);

    /// <summary>The facts of one request that a decision hangs on, and the document whose role has not been refused them.</summary>
    private static (ReplicationDocument Document, ObjectFacts Facts)? NextQuestion(List<Decision> decisions, ObjectFacts asked, List<FactRefusal>? refusals)
    {
        foreach (var decision in decisions)
        {
            var document = decision.Rule.Document;
            var missing = decision.Assumes & ~asked;

            foreach (var refusal in refusals ?? [])
            {
                missing &= ReferenceEquals(refusal.Document, document) ? ~refusal.Facts : ~ObjectFacts.None;
            }

            if (missing != ObjectFacts.None)
            {
                return (document, (missing & FactFinder.FromHead) != ObjectFacts.None ? FactFinder.FromHead : missing);
            }
        }

        return null;
    }
}
