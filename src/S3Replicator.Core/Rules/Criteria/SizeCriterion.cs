namespace S3Replicator.Core.Rules.Criteria;

/// <summary>Accepts objects within size bounds, which are both exclusive.</summary>
internal sealed class SizeCriterion(long? greaterThan, long? lessThan) : ICriterion
{
    public CriterionAnswer Ask(in MatchSubject subject)
    {
        if (subject.Size is not { } size)
        {
            return CriterionAnswer.SizeUnknown;
        }

        var isInside = (greaterThan is null || size > greaterThan) && (lessThan is null || size < lessThan);
        return isInside ? CriterionAnswer.Accepts : CriterionAnswer.FilteredOut;
    }
}
