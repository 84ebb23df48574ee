namespace S3Replicator.Core.Tracking;

/// <summary>The time as AWS has it: this machine's clock, corrected by what the <c>Date</c> headers of answers show.</summary>
public sealed class ServerClock(TimeProvider timeProvider)
{
    /// <summary>A <c>Date</c> header is cut to the second.</summary>
    private static readonly long Resolution = TimeSpan.TicksPerSecond;

    /// <summary>How long an observation counts: clocks drift, and machines are set right.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private Bounds _previous = Bounds.None;
    private Bounds _current = Bounds.None;
    private DateTimeOffset _currentSince;
    private long _observedAt = long.MinValue;
    private long _skew;

    /// <summary>The corrected time.</summary>
    public DateTimeOffset UtcNow => timeProvider.GetUtcNow().AddTicks(Interlocked.Read(ref _skew));

    /// <summary>How far AWS's clock is ahead of this machine's; zero where nothing shows that they differ.</summary>
    public TimeSpan Skew => new(Interlocked.Read(ref _skew));

    /// <summary>This machine's own time, to observe by.</summary>
    public DateTimeOffset LocalNow => timeProvider.GetUtcNow();

    /// <summary>Whether another observation would be of use; a few in a second are enough.</summary>
    public bool IsDue(DateTimeOffset now) => now.UtcTicks - Interlocked.Read(ref _observedAt) >= Pause.Ticks || Interlocked.Read(ref _observedAt) == long.MinValue;

    /// <summary>Takes in the <c>Date</c> header of an answer.</summary>
    /// <param name="date">The header.</param>
    /// <param name="sent">This machine's time before the request was sent.</param>
    /// <param name="received">This machine's time when the answer was there.</param>
    public void Observe(DateTimeOffset date, DateTimeOffset sent, DateTimeOffset received)
    {
        // The header was written at some time between the two, and its second had not ended.
        var seen = new Bounds(date.UtcTicks - received.UtcTicks, date.UtcTicks + Resolution - sent.UtcTicks);

        lock (_lock)
        {
            Interlocked.Exchange(ref _observedAt, received.UtcTicks);

            if (received - _currentSince >= Lifetime || received < _currentSince)
            {
                _previous = _current;
                _current = Bounds.None;
                _currentSince = received;
            }

            _current = _current.And(seen) ?? seen;
            var known = _current.And(_previous);

            if (known is null)
            {
                // One of the clocks was set.
                _previous = Bounds.None;
            }

            Interlocked.Exchange(ref _skew, (known ?? _current).Nearest);
        }
    }

    /// <summary>Between what the difference of the clocks lies, in ticks.</summary>
    private readonly record struct Bounds(long Least, long Most)
    {
        public static Bounds None { get; } = new(long.MinValue / 4, long.MaxValue / 4);

        /// <summary>Nothing where the clocks may well agree, the middle where they cannot.</summary>
        public long Nearest => Least <= 0 && Most >= 0 ? 0 : (Least + Most) / 2;

        public Bounds? And(Bounds other)
        {
            var both = new Bounds(Math.Max(Least, other.Least), Math.Min(Most, other.Most));
            return both.Least <= both.Most ? both : null;
        }
    }
}
