using S3Replicator.Core.Events;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Criteria;

namespace S3Replicator.Core.Planning;

/// <summary>Judges one rule for one event.</summary>
internal static class RuleJudge
{
    /// <summary>What one rule does, with the first reason that holds in the contract's order.</summary>
    public static Judgement JudgeInFull(
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

    /// <summary>What a rule does that has won its destination.</summary>
    public static Judgement Judge(ObjectEvent source, ReplicationRule rule, ObjectState state, OwnPrincipals own)
    {
        var judgement = EventEligibility.Judge(source, rule, state);
        return judgement.Action == ReplicationAction.Skip
            ? judgement
            : ObjectEligibility.Judge(judgement.Action, source, rule, state, own);
    }

    /// <summary>Why a rule does not fit.</summary>
    public static Judgement Unfit(FilterFit fit)
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

    /// <summary>The judgement as a decision.</summary>
    public static Decision Tell(IndexedRule rule, ObjectEvent source, Judgement judgement, IndexedRule? winner = null)
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
}
