using System.Runtime.InteropServices;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>What is to be expected of a rule's backlog at the rate of the last minute.</summary>
/// <param name="Misses">Pending operations that are not overdue yet and will be; the queue's are not among them.</param>
/// <param name="ClearIn">How long the backlog takes, the queue's share included; null when nothing ends.</param>
/// <param name="IsMissExpected">Whether an operation, in hand or in the queue, will miss its threshold.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MissForecast(long Misses, TimeSpan? ClearIn, bool IsMissExpected)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>Reckons it; pure.</summary>
    /// <param name="deadlines">The deadlines of pending operations, in order; UTC ticks.</param>
    /// <param name="queued">Operations that the queue holds.</param>
    /// <param name="perSecond">How many end in a second.</param>
    /// <param name="watchedFor">How long operations have been pending without a break; too short a time tells nothing of a rate.</param>
    /// <param name="threshold">The rule's threshold, in which the youngest of the queue's have to be through.</param>
    /// <param name="now">The time.</param>
    public static MissForecast Of(
        ReadOnlySpan<long> deadlines, long queued, double perSecond, TimeSpan watchedFor, TimeSpan threshold, DateTimeOffset now)
    {
        if (deadlines.IsEmpty && queued == 0)
        {
            return new(0, TimeSpan.Zero, IsMissExpected: false);
        }

        var isKnown = watchedFor >= Patience(threshold);
        long misses = 0;

        for (var place = 0; place < deadlines.Length && isKnown; place++)
        {
            // Those that are overdue have missed already.
            var endsAt = perSecond > 0 ? now.UtcTicks + (place + 1) / perSecond * TimeSpan.TicksPerSecond : double.MaxValue;
            misses += deadlines[place] > now.UtcTicks && endsAt > deadlines[place] ? 1 : 0;
        }

        var seconds = (deadlines.Length + queued) / perSecond;
        TimeSpan? clearIn = perSecond > 0 ? (seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest) : null;
        var isQueueLate = isKnown && queued > 0 && (clearIn is not { } time || time > threshold);
        return new(misses, clearIn, misses > 0 || isQueueLate);
    }

    /// <summary>How long to watch before a forecast: a quarter of the threshold, never over half a minute.</summary>
    private static TimeSpan Patience(TimeSpan threshold) =>
        threshold / 4 < TimeSpan.FromSeconds(30) ? threshold / 4 : TimeSpan.FromSeconds(30);
}
