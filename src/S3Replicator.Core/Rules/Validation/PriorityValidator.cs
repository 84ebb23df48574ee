using System.Collections.Immutable;
using S3Replicator.Core.Rules.Binding;

namespace S3Replicator.Core.Rules.Validation;

// Where two rules of one bucket could both copy an object into one bucket, one of them must win.
internal sealed class PriorityValidator : IRuleSetValidator
{
    public void Validate(ImmutableArray<LoadedDocument> documents, ProblemList problems)
    {
        var rules = documents
            .Where(document => document.Model is not null)
            .SelectMany(document => document.Rules, (document, rule) => (document.Model!.Bucket, rule))
            .Where(pair => pair.rule.Model is { IsEnabled: true } && !pair.rule.Written.Node.HasInvalid());
        foreach (var contenders in rules.GroupBy(pair => (pair.Bucket, pair.rule.Model!.Destination.Bucket, pair.rule.Model.Priority), pair => pair.rule))
        {
            Check([.. contenders]);
        }
    }

    private static void Check(ImmutableArray<LoadedRule> rules)
    {
        for (var index = 1; index < rules.Length; index++)
        {
            var rule = rules[index];
            var rival = rules.Take(index).FirstOrDefault(other => FilterOverlap.Exists(other.Model!.Filter, rule.Model!.Filter));
            if (rival is not null)
            {
                Report(rule.Written, rival.Written, rule.Model!);
            }
        }
    }

    private static void Report(WrittenRule rule, WrittenRule rival, ReplicationRule model)
    {
        var problems = rule.Document.Problems;
        if (rule.Version == RuleVersion.V1 && rival.Version == RuleVersion.V1)
        {
            problems.Error(
                rule.Node["Prefix"]!,
                "OverlappingPrefixes",
                $"{rule.Id} and {rival.Id} have overlapping prefixes and one destination, {model.Destination.Bucket}.",
                "Write them with Filter and different priorities.");
            return;
        }

        problems.Error(
            rule.Node["Priority"] ?? rule.Node,
            "DuplicatePriority",
            FormattableString.Invariant($"{rule.Id} and {rival.Id} have priority {model.Priority}, one destination, {model.Destination.Bucket}, and overlapping filters."),
            "Give the rule that shall win the higher priority.");
    }
}
