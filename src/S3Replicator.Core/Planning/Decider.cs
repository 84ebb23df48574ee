using System.Buffers;
using System.Collections.Immutable;
using S3Replicator.Core.Events;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Criteria;

namespace S3Replicator.Core.Planning;

/// <summary>Decides what each rule of a bucket does about an event; pure.</summary>
public static class Decider
{
    private const int RanksOnStack = 128;

    /// <summary>Why an event is passed over without looking at single rules; null when rules decide.</summary>
    public static IgnoreReason? PassesOver(ObjectEvent source, BucketRules? rules)
    {
        ArgumentNullException.ThrowIfNull(source);
        var isNever = source.Kind == EventKind.NotReplicable
            || (source.Kind == EventKind.RestoreCompleted && rules is not { RestoresArchived: true });
        return isNever ? IgnoreReason.EventNotReplicable
            : rules is null ? IgnoreReason.SrcBucketReplicationConfigMissing
            : null;
    }

    /// <summary>Decides for every destination that some rule's prefix reaches; see <see cref="Decide(ObjectEvent, BucketRules, ObjectState, OwnPrincipals, ICollection{Decision})"/>.</summary>
    public static IReadOnlyList<Decision> Decide(ObjectEvent source, BucketRules rules, ObjectState state, OwnPrincipals own)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Match(source.Key).Count == 0)
        {
            return [];
        }

        var decisions = new List<Decision>(1);
        Decide(source, rules, state, own, decisions);
        return decisions;
    }

    /// <summary>
    /// Decides for every destination that some rule's prefix reaches: what the winning rule does, or why no rule fits; and beside
    /// that each rule that might win if the facts it assumes were known. Rules out of reach cost nothing.
    /// </summary>
    /// <param name="source">The event.</param>
    /// <param name="rules">The rules of the event's bucket.</param>
    /// <param name="state">What else is known of the object.</param>
    /// <param name="own">Who this replicator is.</param>
    /// <param name="decisions">Where decisions are added, destination by destination.</param>
    public static void Decide(ObjectEvent source, BucketRules rules, ObjectState state, OwnPrincipals own, ICollection<Decision> decisions)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(decisions);
        var match = rules.Match(source.Key);
        var count = match.Count;
        var rented = count > RanksOnStack ? ArrayPool<int>.Shared.Rent(count) : null;
        var ranks = (rented ?? stackalloc int[RanksOnStack])[..count];
        match.CopyTo(ranks);
        Walk(source, rules, state, own, ranks, decisions);
        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>Decides for every rule of the bucket, in document order.</summary>
    public static ImmutableArray<Decision> DecideAll(ObjectEvent source, BucketRules rules, ObjectState state, OwnPrincipals own)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rules);
        var subject = SubjectOf(source, state);
        var winners = new IndexedRule?[rules.Destinations];
        var match = rules.Match(source.Key);
        var ranks = new int[match.Count];
        match.CopyTo(ranks);
        foreach (var rank in ranks)
        {
            var rule = rules.AtRank(rank);
            winners[rule.Group] ??= rule.Criteria.Ask(in subject).Fits ? rule : null;
        }

        var decisions = ImmutableArray.CreateBuilder<Decision>(rules.Rules.Length);
        for (var index = 0; index < rules.Rules.Length; index++)
        {
            var rule = rules.At(index);
            var winner = winners[rule.Group];
            decisions.Add(RuleJudge.Tell(rule, source, RuleJudge.JudgeInFull(rule, winner, source, in subject, state, own), winner));
        }

        return decisions.MoveToImmutable();
    }

    /// <summary>Decides again for a rule that has won its destination, with what has become known of the object since.</summary>
    public static Decision Reconsider(ObjectEvent source, BucketRules rules, BoundRule rule, ObjectState state, OwnPrincipals own)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(rule);
        return RuleJudge.Tell(rules.At(rule.Index), source, RuleJudge.Judge(source, rule.Rule, state, own));
    }

    // Ranks come destination by destination, and inside one by falling priority.
    private static void Walk(
        ObjectEvent source, BucketRules rules, ObjectState state, OwnPrincipals own, ReadOnlySpan<int> ranks, ICollection<Decision> decisions)
    {
        var subject = SubjectOf(source, state);
        while (!ranks.IsEmpty)
        {
            var group = rules.AtRank(ranks[0]).Group;
            var length = 1;
            while (length < ranks.Length && rules.AtRank(ranks[length]).Group == group)
            {
                length++;
            }

            WalkDestination(source, rules, state, own, in subject, ranks[..length], decisions);
            ranks = ranks[length..];
        }
    }

    private static void WalkDestination(
        ObjectEvent source,
        BucketRules rules,
        ObjectState state,
        OwnPrincipals own,
        in MatchSubject subject,
        ReadOnlySpan<int> ranks,
        ICollection<Decision> decisions)
    {
        IndexedRule? refused = null;
        var refusal = default(FilterFit);
        var isUnknown = false;
        foreach (var rank in ranks)
        {
            var rule = rules.AtRank(rank);
            var fit = rule.Criteria.Ask(in subject);
            if (fit.Fits)
            {
                decisions.Add(RuleJudge.Tell(rule, source, RuleJudge.Judge(source, rule.Bound.Rule, state, own)));
                return;
            }

            if (fit.CouldFit)
            {
                decisions.Add(RuleJudge.Tell(rule, source, RuleJudge.Unfit(fit)));
                isUnknown = true;
            }
            else if (refused is null)
            {
                (refused, refusal) = (rule, fit);
            }
        }

        if (refused is not null && !isUnknown)
        {
            decisions.Add(RuleJudge.Tell(refused, source, RuleJudge.Unfit(refusal)));
        }
    }

    private static MatchSubject SubjectOf(ObjectEvent source, ObjectState state) =>
        new(source.Key, IsDelete(source.Kind), state.Size ?? source.Size, state.Tags);

    private static bool IsDelete(EventKind kind) => kind is EventKind.DeleteMarkerCreated or EventKind.ObjectDeleted
        or EventKind.VersionDeleted or EventKind.LifecycleDeleteMarkerCreated or EventKind.LifecycleDeleted;
}
