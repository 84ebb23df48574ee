using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Sources;

// A rule that appears, or is enabled, while the program runs replicates what is written from then on; a backfill does the rest.
internal static class RuleActivation
{
    public static RuleSet Apply(RuleSet before, RuleSet after, DateTimeOffset now)
    {
        var known = before.Documents
            .SelectMany(document => document.Rules, (document, rule) => (Key: (document.Bucket, rule.Id), rule))
            .Where(pair => pair.rule.IsEnabled)
            .ToDictionary(pair => pair.Key, pair => pair.rule.ActiveFrom);
        return new RuleSet(after.Documents.Select(document => document with { Rules = Rules(document, known, now) }), after.Revision);
    }

    private static ImmutableArray<ReplicationRule> Rules(ReplicationDocument document, Dictionary<(string Bucket, string Id), DateTimeOffset?> known, DateTimeOffset now) =>
        [.. document.Rules.Select(rule => rule.ActiveFrom is null && rule.IsEnabled ? rule with { ActiveFrom = known.GetValueOrDefault((document.Bucket, rule.Id), now) } : rule)];
}
