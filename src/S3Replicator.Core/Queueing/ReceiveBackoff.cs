namespace S3Replicator.Core.Queueing;

/// <summary>How long a receiver rests after failed receives in a row.</summary>
internal static class ReceiveBackoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Full jitter up to 2^n seconds and never over 30.</summary>
    public static TimeSpan After(int failures, Random random)
    {
        var bound = Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(failures, 10)));
        return TimeSpan.FromSeconds(0.2 + (bound - 0.2) * random.NextDouble());
    }
}
