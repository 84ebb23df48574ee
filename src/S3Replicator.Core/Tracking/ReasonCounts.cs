using System.Collections.Concurrent;

namespace S3Replicator.Core.Tracking;

/// <summary>Counts by reason.</summary>
internal sealed class ReasonCounts
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public void Count(string reason) => _counts.AddOrUpdate(reason, 1, static (_, count) => count + 1);

    public SortedDictionary<string, long> Snapshot() => new(_counts.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
}
