using System.Collections.Immutable;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tracking.Fleet;

/// <summary>Figures of one worker or of several together; in which order they are merged makes no difference.</summary>
public sealed record FleetTotals
{
    // What a snapshot of another version lacks is absent, and counts as nothing.
    private static readonly IReadOnlyDictionary<string, long> NoCounts = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>The figures of nobody.</summary>
    public static FleetTotals None { get; } = new();

    /// <summary>Messages in hand.</summary>
    public long InHand { get; init; }

    /// <summary>Messages received since each worker started, repeats included.</summary>
    public long Received { get; init; }

    /// <summary>Objects copied.</summary>
    public long Replicated { get; init; }

    /// <summary>Deletes carried out.</summary>
    public long Deleted { get; init; }

    /// <summary>Tag and ACL changes carried over.</summary>
    public long Synced { get; init; }

    /// <summary>Bytes that S3 copied.</summary>
    public long Bytes { get; init; }

    /// <summary>Operations and records passed over, by reason.</summary>
    public IReadOnlyDictionary<string, long> Skipped { get => field ?? NoCounts; init; }

    /// <summary>Operations that failed for good, by reason.</summary>
    public IReadOnlyDictionary<string, long> Failed { get => field ?? NoCounts; init; }

    /// <summary>Records that could not be read, by reason.</summary>
    public IReadOnlyDictionary<string, long> Unreadable { get => field ?? NoCounts; init; }

    /// <summary>Requests by API operation.</summary>
    public IReadOnlyDictionary<string, long> Requests { get => field ?? NoCounts; init; }

    /// <summary>Rules, in order of their routes.</summary>
    public ImmutableArray<FleetRule> Rules { get => field.IsDefault ? [] : field; init; }

    /// <summary>Destinations that are held back.</summary>
    public ImmutableArray<FleetCircuit> Circuits { get => field.IsDefault ? [] : field; init; }

    /// <summary>The queues, by name.</summary>
    public ImmutableArray<FleetQueue> Queues { get => field.IsDefault ? [] : field; init; }

    /// <summary>The figures of both together.</summary>
    public static FleetTotals Merge(FleetTotals one, FleetTotals other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            InHand = one.InHand + other.InHand,
            Received = one.Received + other.Received,
            Replicated = one.Replicated + other.Replicated,
            Deleted = one.Deleted + other.Deleted,
            Synced = one.Synced + other.Synced,
            Bytes = one.Bytes + other.Bytes,
            Skipped = Counts.Sum(one.Skipped, other.Skipped),
            Failed = Counts.Sum(one.Failed, other.Failed),
            Unreadable = Counts.Sum(one.Unreadable, other.Unreadable),
            Requests = Counts.Sum(one.Requests, other.Requests),
            Rules = Join(one.Rules, other.Rules, rule => (rule.Route.SourceBucket, rule.Route.RuleId, rule.Route.DestinationBucket), FleetRule.Merge),
            Circuits = Join(one.Circuits, other.Circuits, circuit => (circuit.Bucket, circuit.Role ?? string.Empty, string.Empty), FleetCircuit.Merge),
            Queues = Join(one.Queues, other.Queues, queue => (queue.Name, string.Empty, string.Empty), FleetQueue.Latest),
        };
    }

    /// <summary>The distribution of the latencies of all rules.</summary>
    public LatencyDistribution Latency() => Rules.Aggregate(LatencyDistribution.None, (sum, rule) => LatencyDistribution.Merge(sum, rule.Latency));

    private static ImmutableArray<T> Join<T>(
        ImmutableArray<T> one, ImmutableArray<T> other, Func<T, (string, string, string)> keyOf, Func<T, T, T> merge)
    {
        var joined = new SortedDictionary<(string, string, string), T>(OrdinalKeys.Instance);

        foreach (var item in one.Concat(other))
        {
            var key = keyOf(item);
            joined[key] = joined.TryGetValue(key, out var known) ? merge(known, item) : item;
        }

        return [.. joined.Values];
    }

    private sealed class OrdinalKeys : IComparer<(string First, string Second, string Third)>
    {
        public static OrdinalKeys Instance { get; } = new();

        public int Compare((string First, string Second, string Third) x, (string First, string Second, string Third) y) =>
            string.CompareOrdinal(x.First, y.First) is not 0 and var first ? first
            : string.CompareOrdinal(x.Second, y.Second) is not 0 and var second ? second
            : string.CompareOrdinal(x.Third, y.Third);
    }
}
