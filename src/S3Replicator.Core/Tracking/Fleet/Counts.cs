namespace S3Replicator.Core.Tracking.Fleet;

/// <summary>Counts by name.</summary>
internal static class Counts
{
    /// <summary>Both together, in order of name.</summary>
    public static SortedDictionary<string, long> Sum(IReadOnlyDictionary<string, long> one, IReadOnlyDictionary<string, long> other)
    {
        var sum = new SortedDictionary<string, long>(StringComparer.Ordinal);

        foreach (var (name, count) in one.Concat(other))
        {
            sum[name] = sum.GetValueOrDefault(name) + count;
        }

        return sum;
    }
}
