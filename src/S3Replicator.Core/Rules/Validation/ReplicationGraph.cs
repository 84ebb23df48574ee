using System.Collections.Immutable;
using S3Replicator.Core.Rules.Binding;

namespace S3Replicator.Core.Rules.Validation;

// Buckets joined by rules. Looks for ways on which an object comes back to the rule that it started from, its key changed by each.
internal sealed class ReplicationGraph
{
    private const int LongestCycle = 8;

    // Keeps the search short over thousands of rules; what such a web of rules does wrong it does many times.
    private int _steps = 200_000;

    private readonly ILookup<string, Edge> _from;
    private readonly ImmutableArray<Edge> _edges;
    private readonly List<ImmutableArray<Edge>> _cycles = [];

    public ReplicationGraph(IEnumerable<Edge> edges)
    {
        _edges = OnCycles([.. edges]);
        _from = _edges.ToLookup(edge => edge.Source, StringComparer.Ordinal);
    }

    public IReadOnlyList<ImmutableArray<Edge>> Cycles()
    {
        foreach (var start in _edges)
        {
            Follow(start, start, start.Rule.Filter, [start]);
        }

        return _cycles;
    }

    private void Follow(Edge start, Edge edge, RuleFilter passing, ImmutableArray<Edge> path)
    {
        var arriving = KeyImage.Of(passing, edge.Rule.KeyTransform);
        foreach (var next in _from[edge.Destination])
        {
            if (--_steps < 0)
            {
                return;
            }

            // Each cycle is found once, from the first of its rules.
            if (next.Number < start.Number || FilterOverlap.Intersect(arriving, next.Rule.Filter) is not { } onward)
            {
                continue;
            }

            if (next.Number == start.Number)
            {
                _cycles.Add(path);
            }
            else if (path.Length < LongestCycle && !path.Contains(next))
            {
                Follow(start, next, onward, path.Add(next));
            }
        }
    }

    // Takes away rules out of buckets that nothing comes into, and into buckets that nothing goes out of, until none is left.
    private static ImmutableArray<Edge> OnCycles(ImmutableArray<Edge> edges)
    {
        var forward = Reached(edges, edge => edge.Source, edge => edge.Destination);
        var both = Reached(forward, edge => edge.Destination, edge => edge.Source);
        return [.. both.OrderBy(edge => edge.Number)];
    }

    // Kahn's way: a bucket with nothing more coming in loses what goes out.
    private static ImmutableArray<Edge> Reached(ImmutableArray<Edge> edges, Func<Edge, string> from, Func<Edge, string> to)
    {
        var leaving = edges.ToLookup(from, StringComparer.Ordinal);
        var arriving = edges.CountBy(to, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var dead = new HashSet<string>(StringComparer.Ordinal);
        var ends = new Queue<string>(leaving.Select(group => group.Key).Where(bucket => !arriving.ContainsKey(bucket)));
        while (ends.TryDequeue(out var bucket))
        {
            dead.Add(bucket);
            foreach (var next in leaving[bucket].Select(to))
            {
                if (--arriving[next] == 0)
                {
                    ends.Enqueue(next);
                }
            }
        }

        return [.. edges.Where(edge => !dead.Contains(from(edge)))];
    }

    public sealed record Edge(int Number, string Source, WrittenRule Written, ReplicationRule Rule)
    {
        public string Destination => Rule.Destination.Bucket;
    }
}
