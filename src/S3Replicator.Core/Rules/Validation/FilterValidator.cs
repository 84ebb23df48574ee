using S3Replicator.Core.Rules.Binding;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Validation;

internal sealed class FilterValidator : IRuleValidator
{
    // S3: an object has at most so many.
    private const int MostTagsOfAnObject = 10;

    public void Validate(WrittenRule rule, FileProblems problems)
    {
        if (rule.Filter.Members.Length > 1)
        {
            problems.Error(rule.Node["Filter"]!, "SeveralFilterConditions", "Filter has more than one of Prefix, Tag and And.", "Put all conditions under And.");
        }

        if (rule.Filter["And"] is { Kind: NodeKind.Mapping } and)
        {
            var conditions = (and.Has("Prefix") ? 1 : 0) + (and["Tags"]?.Items.Length ?? 0);
            if (conditions < 2)
            {
                problems.NotNative(and, "AndWithFewConditions", $"And has {(conditions == 0 ? "no condition" : "one condition")}; S3 wants at least two.", "Put a single condition into Filter itself.");
            }
        }

        CheckTags(rule, problems);
    }

    private static void CheckTags(WrittenRule rule, FileProblems problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var tag in rule.Tags)
        {
            count++;
            if (tag.TextOf("Key") is { } key && !seen.Add(key))
            {
                problems.Error(tag, "DuplicateTag", $"The tag {key} is asked for twice; an object has it once.", "Keep one.");
            }
        }

        if (count > MostTagsOfAnObject)
        {
            problems.Warning(rule.Filter, "MatchesNothing", "The filter asks for more than 10 tags; no object has so many.");
        }
    }
}
