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

    /// <summary>Adds the decision of each rule that has won its destination, and of those that might if the facts they assume were known; allocates for nothing else.</summary>
    /// <param name="source">The event.</param>
    /// <param name="rules">The rules of the event's bucket.</param>
    /// <param name="state">What else is known of the object.</param>
    /// <param name="own">Who this replicator is.</param>
    /// <param name="decisions">Where decisions are added, destination by destination.</param>
    public static void Decide(
        ObjectEvent source, BucketRules rules, ObjectState state, OwnPrincipals own, ICollection<Decision> decisions)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(decisions);
        var match = rules.Match(source.Key);
        var count = match.Count;
        if (count == 0)
        {
            return;
        }

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
            decisions.Add(Of(rule, source, JudgeInFull(rule, winners[rule.Group], source, in subject, state, own), winners[rule.Group]));
        }

        return decisions.MoveToImmutable();
    }

    /// <summary>Decides again for a rule that has won its destination, with what has become known of the object there and at the source.</summary>
    public static Decision Reconsider(ObjectEvent source, BucketRules rules, BoundRule rule, ObjectState state, OwnPrincipals own)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(rule);
        return Of(rules.At(rule.Index), source, Judge(source, rule.Rule, state, own), winner: null);
    }

    // Ranks come destination by destination, and inside one by falling priority.
    private static void Walk(
        ObjectEvent source, BucketRules rules, ObjectState state, OwnPrincipals own, ReadOnlySpan<int> ranks, ICollection<Decision> decisions)
    {
        var subject = SubjectOf(source, state);
        var settled = -1;
        foreach (var rank in ranks)
        {
            var rule = rules.AtRank(rank);
            if (rule.Group == settled)
            {
                continue;
            }

            var fit = rule.Criteria.Ask(in subject);
            if (fit.Fits)
            {
                settled = rule.Group;
            }
            else if (!fit.CouldFit)
            {
                continue;
            }

            var judgement = fit.Fits ? Judge(source, rule.Bound.Rule, state, own) : Unfit(fit);
            decisions.Add(Of(rule, source, judgement, winner: null));
        }
    }

    private static Judgement JudgeInFull(
        IndexedRule rule, IndexedRule? winner, ObjectEvent source, in MatchSubject subject, ObjectState state, OwnPrincipals own)
    {
        if (!rule.Bound.Rule.IsEnabled)
        {
            return Judgement.Skip(SkipReason.RuleDisabled);
        }

        if (!source.Key.StartsWith(rule.Bound.Rule.Filter.Prefix, StringComparison.Ordinal))
        {
            return Judgement.Skip(SkipReason.PrefixMismatch);
        }

        var fit = rule.Criteria.Ask(in subject);
        return !fit.Fits ? Unfit(fit)
            : !ReferenceEquals(rule, winner) ? Judgement.Skip(SkipReason.LowerPriority)
            : Judge(source, rule.Bound.Rule, state, own);
    }

    private static Judgement Judge(ObjectEvent source, ReplicationRule rule, ObjectState state, OwnPrincipals own)
    {
        var judgement = EventEligibility.Judge(source, rule, state);
        return judgement.Action == ReplicationAction.Skip
            ? judgement
            : ObjectEligibility.Judge(judgement.Action, source, rule, state, own);
    }

    private static Judgement Unfit(FilterFit fit)
    {
        var unknown = (fit.NeedsSize ? ObjectFacts.Size : ObjectFacts.None) | (fit.NeedsTags ? ObjectFacts.Tags : ObjectFacts.None);
        return fit.First switch
        {
            CriterionAnswer.SizeUnknown => Judgement.Skip(SkipReason.FilteredOut, unknown),
            CriterionAnswer.TagsUnknown => Judgement.Skip(SkipReason.TagMismatch, unknown),
            CriterionAnswer.TagMismatch => Judgement.Skip(SkipReason.TagMismatch),
            CriterionAnswer.TagFilterCannotMatchDelete => Judgement.Skip(SkipReason.TagFilterCannotMatchDelete),
            _ => Judgement.Skip(SkipReason.FilteredOut),
        };
    }

    private static Decision Of(IndexedRule rule, ObjectEvent source, Judgement judgement, IndexedRule? winner)
    {
        var acts = judgement.Action != ReplicationAction.Skip;
        string? failure = null;
        return new Decision
        {
            Rule = rule.Bound,
            Action = judgement.Action,
            Reason = judgement.Reason,
            Winner = judgement.Reason == SkipReason.LowerPriority ? winner!.Bound.Rule.Id : null,
            DestinationKey = acts ? rule.Keys.Make(source, out failure) : string.Empty,
            Failure = failure,
            Deadline = acts ? Deadline(source, rule.Bound.Rule) : null,
            Assumes = judgement.Assumes,
        };
    }

    private static DateTimeOffset? Deadline(ObjectEvent source, ReplicationRule rule) =>
        source.Time is { } time && DateTimeOffset.MaxValue - time > rule.Threshold ? time + rule.Threshold : null;

    private static MatchSubject SubjectOf(ObjectEvent source, ObjectState state) =>
        new(source.Key, IsDelete(source.Kind), state.Size ?? source.Size, state.Tags);

    private static bool IsDelete(EventKind kind) => kind is EventKind.DeleteMarkerCreated or EventKind.ObjectDeleted
        or EventKind.VersionDeleted or EventKind.LifecycleDeleteMarkerCreated or EventKind.LifecycleDeleted;
}
