using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Criteria;

/// <summary>A rule's criteria beside its prefix, in the order in which they are asked: key, size, tags.</summary>
internal sealed class FilterCriteria
{
    private readonly ImmutableArray<ICriterion> _criteria;

    public FilterCriteria(RuleFilter filter) => _criteria = [.. Of(filter)];

    /// <summary>Asks the criteria; the first that does not accept gives the answer, and all unknowns are gathered.</summary>
    public FilterFit Ask(in MatchSubject subject)
    {
        var fit = default(FilterFit);
        foreach (var criterion in _criteria)
        {
            fit = fit.With(criterion.Ask(in subject));
        }

        return fit;
    }

    private static IEnumerable<ICriterion> Of(RuleFilter filter)
    {
        if (!filter.ExcludePrefixes.IsDefaultOrEmpty)
        {
            yield return new ExcludePrefixesCriterion(filter.ExcludePrefixes);
        }

        if (!filter.Suffixes.IsDefaultOrEmpty)
        {
            yield return new SuffixesCriterion(filter.Suffixes);
        }

        if (filter.ObjectSizeGreaterThan is not null || filter.ObjectSizeLessThan is not null)
        {
            yield return new SizeCriterion(filter.ObjectSizeGreaterThan, filter.ObjectSizeLessThan);
        }

        if (!filter.Tags.IsDefaultOrEmpty)
        {
            yield return new TagsCriterion(filter.Tags);
        }
    }
}
