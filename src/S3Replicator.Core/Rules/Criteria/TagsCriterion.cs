using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Criteria;

/// <summary>Accepts objects that have every one of certain tags, key and value.</summary>
internal sealed class TagsCriterion(ImmutableArray<ObjectTag> tags) : ICriterion
{
    public CriterionAnswer Ask(in MatchSubject subject)
    {
        if (subject.IsDelete)
        {
            return CriterionAnswer.TagFilterCannotMatchDelete;
        }

        if (subject.Tags is not { } given)
        {
            return CriterionAnswer.TagsUnknown;
        }

        foreach (var tag in tags)
        {
            if (!Contains(given, tag))
            {
                return CriterionAnswer.TagMismatch;
            }
        }

        return CriterionAnswer.Accepts;
    }

    private static bool Contains(IReadOnlyList<ObjectTag> given, ObjectTag wanted)
    {
        for (var index = 0; index < given.Count; index++)
        {
            if (given[index] == wanted)
            {
                return true;
            }
        }

        return false;
    }
}
