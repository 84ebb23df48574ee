using System.Globalization;

namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>Sequencers: seconds and a fraction, 18 upper-case hex digits, each higher than the one before even when the clock stands or goes back.</summary>
internal sealed class SequencerSource(TimeProvider clock)
{
    private long _last;

    /// <summary>The value that comes next.</summary>
    public long Next()
    {
        var time = clock.GetUtcNow();
        var fraction = (time.Ticks % TimeSpan.TicksPerSecond << 32) / TimeSpan.TicksPerSecond;
        var candidate = (time.ToUnixTimeSeconds() << 32) | fraction;
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(candidate, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return next;
            }
        }
    }

    public static string Format(long value) => value.ToString("X18", CultureInfo.InvariantCulture);
}
