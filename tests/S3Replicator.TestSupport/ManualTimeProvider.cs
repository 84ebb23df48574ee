using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace S3Replicator.TestSupport;

/// <summary>
/// A clock that moves only when told to and says when a timer has been armed,
/// so that a test can wait for the delay it is about to end.
/// </summary>
public sealed class ManualTimeProvider : FakeTimeProvider
{
    private const int TimestampsPerTick = 3;

    private readonly Channel<TimeSpan> _armed = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>Starts at midnight UTC of 2 January 2026.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Starts at the given time.</summary>
    public ManualTimeProvider(DateTimeOffset start)
        : base(start)
    {
    }

    /// <summary>Not that of <see cref="TimeSpan"/>, so that timestamps taken for ticks show up as wrong times.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond * TimestampsPerTick;

    /// <inheritdoc />
    public override long GetTimestamp() => base.GetTimestamp() * TimestampsPerTick;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Announce(dueTime);
        return new AnnouncingTimer(this, timer);
    }

    /// <summary>Waits for the next timer to be armed and gives its due time; each one is given once, in order.</summary>
    public async Task<TimeSpan> NextTimerAsync(CancellationToken cancellationToken) =>
        await _armed.Reader.ReadAsync(cancellationToken);

    /// <summary>Waits until a timer with this due time has been armed; timers armed before it are passed over.</summary>
    public async Task TimerOfAsync(TimeSpan dueTime, CancellationToken cancellationToken)
    {
        while (await NextTimerAsync(cancellationToken) != dueTime)
        {
        }
    }

    private void Announce(TimeSpan dueTime)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _armed.Writer.TryWrite(dueTime);
        }
    }

    private sealed class AnnouncingTimer(ManualTimeProvider clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            clock.Announce(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
