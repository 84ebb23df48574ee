namespace S3Replicator.LocalAws;

/// <summary>The clock of the local AWS: it runs with another one and can be advanced, which brings forward all that waits for it.</summary>
public sealed class LocalClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<LocalTimer> _timers = [];
    private long _offsetTicks;

    internal LocalClock(TimeProvider unadvanced) => Unadvanced = unadvanced;

    /// <summary>How far it was advanced since the start.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => Unadvanced.LocalTimeZone;

    /// <inheritdoc />
    public override long TimestampFrequency => Unadvanced.TimestampFrequency;

    /// <summary>The clock it runs with.</summary>
    private TimeProvider Unadvanced { get; }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => Unadvanced.GetUtcNow() + Offset;

    /// <inheritdoc />
    public override long GetTimestamp() => Unadvanced.GetTimestamp() + (long)(Offset.TotalSeconds * TimestampFrequency);

    /// <summary>Puts the clock forward; what has become due happens at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative, or leads past the year 9000.</exception>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(span, new DateTime(9000, 1, 1, 0, 0, 0, DateTimeKind.Utc) - GetUtcNow().UtcDateTime);
        LocalTimer[] timers;
        lock (_gate)
        {
            Interlocked.Add(ref _offsetTicks, span.Ticks);
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.BringForward();
        }
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LocalTimer(this, callback, state);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    private void Forget(LocalTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    /// <summary>A timer that knows when it is due, so that it can be set anew when the clock is advanced.</summary>
    private sealed class LocalTimer : ITimer
    {
        private readonly LocalClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _timer;
        private readonly Lock _gate = new();
        private DateTimeOffset? _due;
        private TimeSpan _period;

        public LocalTimer(LocalClock clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _callback = callback;
            _state = state;
            _timer = clock.Unadvanced.CreateTimer(static timer => ((LocalTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
                _period = period;
                return _timer.Change(dueTime, period);
            }
        }

        public void BringForward()
        {
            lock (_gate)
            {
                if (_due is { } due)
                {
                    var left = due - _clock.GetUtcNow();
                    _timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, _period);
                }
            }
        }

        public void Dispose()
        {
            _clock.Forget(this);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            _clock.Forget(this);
            return _timer.DisposeAsync();
        }

        private void Fire()
        {
            lock (_gate)
            {
                _due = _period > TimeSpan.Zero ? _clock.GetUtcNow() + _period : null;
            }

            _callback(_state);
        }
    }
}
