using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Criteria;

namespace S3Replicator.Core.Planning;

/// <summary>Judges one rule for one event.</summary>
internal static class RuleJudge
{
    /// <summary>What one rule does, with the first reason that holds in the contract's order.</summary>
    public static Judgement JudgeInFull(in Question question, IndexedRule rule, IndexedRule? winner)
    {
        if (!rule.Bound.Rule.IsEnabled)
        {
            return Judgement.Skip(SkipReason.RuleDisabled);
        }

        if (!question.Source.Key.StartsWith(rule.Bound.Rule.Filter.Prefix, StringComparison.Ordinal))
        {
            return Judgement.Skip(SkipReason.PrefixMismatch);
        }

        var fit = rule.Criteria.Ask(question.Subject);
        return !fit.Fits ? Unfit(fit)
            : !ReferenceEquals(rule, winner) ? Judgement.Skip(SkipReason.LowerPriority)
            : Judge(question, rule);
    }

    /// <summary>What a rule does that has won its destination: first what the kind of event forbids, then what the object forbids.</summary>
    public static Judgement Judge(in Question question, IndexedRule rule)
    {
        var judgement = EventEligibility.Judge(question.Source, rule.Bound.Rule, question.State);
        return judgement.Acts
            ? ObjectEligibility.Judge(judgement.Action, question.Source, rule.Bound.Rule, question.State, question.Own)
            : judgement;
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
    public static Decision Tell(in Question question, IndexedRule rule, Judgement judgement, IndexedRule? winner = null)
    {
        string? failure = null;
        return new Decision
        {
            Rule = rule.Bound,
            Action = judgement.Action,
            Reason = judgement.Reason,
            Winner = judgement.Reason == SkipReason.LowerPriority ? winner!.Bound.Rule.Id : null,
            DestinationKey = judgement.Acts ? rule.Keys.Make(question.Source, judgement.MakesReplica, out failure) : string.Empty,
            Failure = failure,
            Deadline = judgement.Acts ? Deadline(question.Source.Time, rule.Bound.Rule) : null,
            Assumes = judgement.Assumes,
        };
    }

    private static DateTimeOffset? Deadline(DateTimeOffset? eventTime, ReplicationRule rule) =>
        eventTime is { } time && DateTimeOffset.MaxValue - time > rule.Threshold ? time + rule.Threshold : null;
}
