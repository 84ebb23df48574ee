using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Criteria;

/// <summary>Leaves out keys with certain beginnings.</summary>
internal sealed class ExcludePrefixesCriterion(ImmutableArray<string> prefixes) : ICriterion
{
    public CriterionAnswer Ask(in MatchSubject subject)
    {
        foreach (var prefix in prefixes)
        {
            if (subject.Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                return CriterionAnswer.FilteredOut;
            }
        }

        return CriterionAnswer.Accepts;
    }
}
