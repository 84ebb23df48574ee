using S3Replicator.Core.Rules.Binding;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Validation;

internal sealed class ExtendedFilterValidator : IRuleValidator
{
    public void Validate(WrittenRule rule, FileProblems problems)
    {
        var greater = rule.Extension.IntegerOf("ObjectSizeGreaterThan") ?? -1;
        if (rule.Extension.IntegerOf("ObjectSizeLessThan") is { } less && greater >= less - 1)
        {
            problems.Error(rule.Extension["ObjectSizeLessThan"]!, "EmptySizeRange", FormattableString.Invariant($"No size is above {greater} and below {less}."));
        }

        var prefix = rule.Version == RuleVersion.V1 ? rule.Node.TextOf("Prefix") : rule.Filter.TextOf("Prefix") ?? WrittenRule.Part(rule.Filter, "And").TextOf("Prefix");
        foreach (var exclude in rule.Extension["ExcludePrefixes"]?.Items ?? [])
        {
            if (exclude.Kind == NodeKind.Text && prefix is not null && prefix.StartsWith(exclude.Text, StringComparison.Ordinal))
            {
                problems.Warning(exclude, "MatchesNothing", $"Everything that {rule.Id} is for begins with \"{exclude.Text}\" and is left out.");
            }
        }
    }
}
