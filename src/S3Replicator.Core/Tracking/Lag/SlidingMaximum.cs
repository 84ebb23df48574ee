namespace S3Replicator.Core.Tracking.Lag;

/// <summary>The largest value of the last minute, to ten seconds.</summary>
internal sealed class SlidingMaximum
{
    private const int Slots = 7;
    private static readonly long SlotTicks = TimeSpan.FromSeconds(10).Ticks;

    private readonly (long Slot, long Value)[] _slots = new (long, long)[Slots];

    public void Record(long value, DateTimeOffset now)
    {
        var slot = now.UtcTicks / SlotTicks;
        ref var place = ref _slots[slot % Slots];
        place = place.Slot == slot ? (slot, Math.Max(place.Value, value)) : (slot, value);
    }

    public long At(DateTimeOffset now)
    {
        var newest = now.UtcTicks / SlotTicks;
        long max = 0;

        foreach (var (slot, value) in _slots)
        {
            max = slot > newest - Slots && slot <= newest ? Math.Max(max, value) : max;
        }

        return max;
    }
}
