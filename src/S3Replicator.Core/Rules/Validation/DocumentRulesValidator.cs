using S3Replicator.Core.Rules.Binding;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Validation;

// What holds for the rules of one document together: there are some, and all are of one schema.
internal sealed class DocumentRulesValidator : IDocumentValidator
{
    public void Validate(WrittenDocument document, FileProblems problems)
    {
        if (document.Node["Rules"] is { Kind: NodeKind.Sequence, Items.IsEmpty: true } rules)
        {
            problems.Error(rules, "NoRules", "The document has no rules.", "Write 1 to 1,000 rules.");
        }

        var first = document.Rules.FirstOrDefault(rule => rule.Version != RuleVersion.Unfiltered);
        foreach (var rule in document.Rules.Where(rule => rule.Version != RuleVersion.Unfiltered && rule.Version != first!.Version))
        {
            problems.Error(
                rule.Node,
                "MixedVersions",
                $"{rule.Id} is a {rule.Version} rule, {first!.Id} a {first.Version} rule.",
                "Write all rules with Filter (V2), or all with Prefix beside Status (V1).");
            break;
        }
    }
}
