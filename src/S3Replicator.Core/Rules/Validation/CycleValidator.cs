using System.Collections.Immutable;
using S3Replicator.Core.Rules.Binding;

namespace S3Replicator.Core.Rules.Validation;

// The loop guard ends every way back at its first replica, unless all rules on it replicate replicas on.
internal sealed class CycleValidator : IRuleSetValidator
{
    public void Validate(ImmutableArray<LoadedDocument> documents, ProblemList problems)
    {
        ImmutableArray<ReplicationGraph.Edge> edges =
        [
            .. documents
                .Where(document => document.Model is not null)
                .SelectMany(document => document.Rules, (document, rule) => (document.Model!.Bucket, rule))
                .Where(pair => pair.rule.Model is { IsEnabled: true })
                .Select((pair, number) => new ReplicationGraph.Edge(number, pair.Bucket, pair.rule.Written, pair.rule.Model!)),
        ];
        foreach (var cycle in Distinct(new ReplicationGraph(edges.Where(edge => edge.Rule.ChainMaxHops > 0)).Cycles()))
        {
            Problems(cycle).Error(
                Place(cycle),
                "ChainedCycle",
                $"Replicas would go round: {Path(cycle)}; all these rules have ChainReplicas.",
                "Take ChainReplicas from one of them, or change its filter or key transform.");
        }

        foreach (var cycle in Distinct(new ReplicationGraph(edges).Cycles()))
        {
            Warn(cycle);
        }
    }

    private static void Warn(ImmutableArray<ReplicationGraph.Edge> cycle)
    {
        if (cycle is [var there, var back] && !string.Equals(there.Source, back.Source, StringComparison.Ordinal))
        {
            Problems(cycle).Warning(
                Place(cycle),
                "Bidirectional",
                $"{there.Source} and {back.Source} replicate into each other: {Path(cycle)}.",
                "Replicas are not replicated back; write to both only where the last writer may win.");
        }
        else
        {
            Problems(cycle).Warning(Place(cycle), "ReplicationCycle", $"Objects could come back to where they started: {Path(cycle)}.", "Replicas are not replicated on, so each object makes one step only.");
        }
    }

    // Many rules may join the same buckets; one finding for each round of buckets is enough. A rule into its own bucket is an error of its own.
    private static IEnumerable<ImmutableArray<ReplicationGraph.Edge>> Distinct(IEnumerable<ImmutableArray<ReplicationGraph.Edge>> cycles) =>
        cycles.Where(cycle => cycle.Length > 1).DistinctBy(cycle => string.Join('\n', Round(cycle)), StringComparer.Ordinal);

    private static IEnumerable<string> Round(ImmutableArray<ReplicationGraph.Edge> cycle)
    {
        var first = cycle.Index().MinBy(pair => pair.Item.Source, StringComparer.Ordinal).Index;
        return cycle[first..].Concat(cycle[..first]).Select(edge => edge.Source);
    }

    private static FileProblems Problems(ImmutableArray<ReplicationGraph.Edge> cycle) => cycle[0].Written.Document.Problems;

    private static Documents.DocumentNode Place(ImmutableArray<ReplicationGraph.Edge> cycle) => cycle[0].Written.Destination["Bucket"]!;

    private static string Path(ImmutableArray<ReplicationGraph.Edge> cycle) =>
        string.Join(", ", cycle.Select(edge => $"{edge.Rule.Id} from {edge.Source} to {edge.Destination}"));
}
