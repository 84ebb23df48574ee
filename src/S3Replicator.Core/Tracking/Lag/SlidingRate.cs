namespace S3Replicator.Core.Tracking.Lag;

/// <summary>How many came in a second, over the last minute or since the first, whichever is shorter.</summary>
internal sealed class SlidingRate
{
    private const int Slots = 61;

    private readonly (long Second, int Count)[] _slots = new (long, int)[Slots];
    private long _firstSecond = long.MaxValue;

    public void Record(DateTimeOffset now)
    {
        var second = now.UtcTicks / TimeSpan.TicksPerSecond;
        ref var place = ref _slots[second % Slots];
        place = place.Second == second ? (second, place.Count + 1) : (second, 1);
        _firstSecond = Math.Min(_firstSecond, second);
    }

    public double At(DateTimeOffset now)
    {
        var newest = now.UtcTicks / TimeSpan.TicksPerSecond;
        var seconds = Math.Clamp(newest - _firstSecond + 1, 1, Slots - 1);
        long count = 0;

        foreach (var (second, counted) in _slots)
        {
            count += second > newest - Slots && second <= newest ? counted : 0;
        }

        return count / (double)seconds;
    }
}
