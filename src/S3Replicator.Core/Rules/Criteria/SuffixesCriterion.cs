using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Criteria;

/// <summary>Accepts keys with one of certain ends.</summary>
internal sealed class SuffixesCriterion(ImmutableArray<string> suffixes) : ICriterion
{
    public CriterionAnswer Ask(in MatchSubject subject)
    {
        foreach (var suffix in suffixes)
        {
            if (subject.Key.EndsWith(suffix, StringComparison.Ordinal))
            {
                return CriterionAnswer.Accepts;
            }
        }

        return CriterionAnswer.FilteredOut;
    }
}
