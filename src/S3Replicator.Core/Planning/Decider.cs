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
    /// that each rule that might win if the facts it assumes were known. Rules out of reach cost nothing. What decisions here assume
    /// is what is worth asking for: facts that could change what is done, and not merely the reason why nothing is.
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
        Span<int> ranks = (rented ?? stackalloc int[RanksOnStack])[..count];
        match.CopyTo(ranks);
        var question = new Question(source, state, own);
        for (var end = 0; !ranks.IsEmpty; ranks = ranks[end..])
        {
            end = EndOfDestination(rules, ranks);
            DecideDestination(in question, rules, ranks[..end], decisions);
        }

        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>
    /// Decides for every rule of the bucket, in document order. What a decision here assumes is what its answer rests on, be it only
    /// the reason why nothing is done.
    /// </summary>
    public static ImmutableArray<Decision> DecideAll(ObjectEvent source, BucketRules rules, ObjectState state, OwnPrincipals own)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rules);
        if (PassesOver(source, rules) is not null)
        {
            return [];
        }

        var question = new Question(source, state, own);
        var winners = new IndexedRule?[rules.Destinations];
        var match = rules.Match(source.Key);
        var ranks = new int[match.Count];
        match.CopyTo(ranks);
        foreach (var rank in ranks)
        {
            var rule = rules.AtRank(rank);
            winners[rule.Group] ??= rule.Criteria.Ask(question.Subject).Fits ? rule : null;
        }

        var decisions = ImmutableArray.CreateBuilder<Decision>(rules.Rules.Length);
        for (var index = 0; index < rules.Rules.Length; index++)
        {
            var rule = rules.At(index);
            var winner = winners[rule.Group];
            decisions.Add(RuleJudge.Tell(in question, rule, RuleJudge.JudgeInFull(in question, rule, winner), winner));
        }

        return decisions.MoveToImmutable();
    }

    /// <summary>An acting decision with what has become known of the object since; what S3 said on the way may forbid it or put it off.</summary>
    public static Decision Reconsider(ObjectEvent source, Decision decision, ObjectState state, OwnPrincipals own)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(state);
        var action = decision.Action == ReplicationAction.Defer ? ReplicationAction.Copy : decision.Action;
        var judgement = ObjectEligibility.Judge(action, source, decision.Rule.Rule, state, own);
        return decision with { Action = judgement.Action, Reason = judgement.Reason, Assumes = judgement.Assumes };
    }

    // Ranks come destination by destination.
    private static int EndOfDestination(BucketRules rules, ReadOnlySpan<int> ranks)
    {
        var end = 1;
        while (end < ranks.Length && rules.AtRank(ranks[end]).Group == rules.AtRank(ranks[0]).Group)
        {
            end++;
        }

        return end;
    }

    // Ranks come by falling priority, so that the first rule that fits wins.
    private static void DecideDestination(
        in Question question, BucketRules rules, ReadOnlySpan<int> ranks, ICollection<Decision> decisions)
    {
        IndexedRule? winner = null;
        var first = default(FilterFit);
        var isOpen = false;
        var couldAct = false;
        foreach (var rank in ranks)
        {
            var rule = rules.AtRank(rank);
            var fit = rule.Criteria.Ask(question.Subject);
            if (fit.Fits)
            {
                winner = rule;
                break;
            }

            first = first.Fits ? fit : first;
            isOpen |= fit.CouldFit;
            couldAct = couldAct || (fit.CouldFit && RuleJudge.Judge(in question, rule).Acts);
        }

        var judgement = winner is null ? RuleJudge.Unfit(first) with { Assumes = ObjectFacts.None } : RuleJudge.Judge(in question, winner);
        if (isOpen && (couldAct || judgement.Acts))
        {
            TellOpen(in question, rules, ranks, decisions);
            if (winner is null)
            {
                return;
            }
        }

        decisions.Add(RuleJudge.Tell(in question, winner ?? rules.AtRank(ranks[0]), judgement));
    }

    // Whether these rules fit is not known, and if one did, it would take the place of those after it.
    private static void TellOpen(in Question question, BucketRules rules, ReadOnlySpan<int> ranks, ICollection<Decision> decisions)
    {
        foreach (var rank in ranks)
        {
            var rule = rules.AtRank(rank);
            var fit = rule.Criteria.Ask(question.Subject);
            if (fit.Fits)
            {
                return;
            }

            if (fit.CouldFit)
            {
                decisions.Add(RuleJudge.Tell(in question, rule, RuleJudge.Unfit(fit)));
            }
        }
    }
}
