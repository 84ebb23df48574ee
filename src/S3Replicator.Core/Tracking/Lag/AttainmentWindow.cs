namespace S3Replicator.Core.Tracking.Lag;

/// <summary>How many operations were within their threshold and how many not, over a sliding window, to a sixtieth of it.</summary>
internal sealed class AttainmentWindow(TimeSpan length)
{
    private const int Slots = 61;

    private readonly long _slotTicks = Math.Max(1, length.Ticks / (Slots - 1));
    private readonly (long Slot, long Within, long Missed)[] _slots = new (long, long, long)[Slots];

    /// <summary>The window's length.</summary>
    public TimeSpan Length { get; } = length;

    public void Record(bool isWithin, DateTimeOffset now)
    {
        var slot = now.UtcTicks / _slotTicks;
        ref var place = ref _slots[slot % Slots];

        if (place.Slot != slot)
        {
            place = (slot, 0, 0);
        }

        _ = isWithin ? place.Within++ : place.Missed++;
    }

    public (long Within, long Missed) At(DateTimeOffset now)
    {
        var newest = now.UtcTicks / _slotTicks;
        (long Within, long Missed) sum = (0, 0);

        foreach (var (slot, within, missed) in _slots)
        {
            if (slot > newest - Slots && slot <= newest)
            {
                sum = (sum.Within + within, sum.Missed + missed);
            }
        }

        return sum;
    }
}
