using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Scheduling;

/// <summary>Holds one rule to its limits.</summary>
/// <param name="wake">Asks for another look at what waits, after a while.</param>
internal sealed class RuleGate(Action<TimeSpan> wake)
{
    /// <summary>How many operations of a rule may wait in the worker's hand; more would leave no room for other rules.</summary>
    private const int MostWaiting = 64;

    /// <summary>Those that have waited in the queue already find room where new ones do not.</summary>
    private const int MostWaitingWithRepeats = 4 * MostWaiting;

    private const double NewestWeight = 0.2;

    private static readonly TimeSpan ShortestPostponement = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPostponement = TimeSpan.FromHours(1);

    private readonly HashSet<SizeClass> _classes = [];
    private RuleLimits _limits = RuleLimits.None;
    private TokenBucket? _requests;
    private TokenBucket? _bytes;
    private double _usualBytes;
    private double _usualSeconds;
    private TimeSpan _postponedUntil;
    private int _running;

    /// <summary>The slots that operations of the rule have used.</summary>
    public IReadOnlyCollection<SizeClass> Classes => _classes;

    /// <summary>How many operations of the rule wait.</summary>
    public int Waiting { get; private set; }

    /// <summary>Takes over the limits of the rules in force.</summary>
    public void Hold(RuleLimits limits, TimeSpan now)
    {
        if (limits == _limits)
        {
            return;
        }

        _limits = limits;
        _requests = limits.RequestsPerSecond is { } requests ? new(requests, now) : null;
        _bytes = limits.BytesPerSecond is { } bytes ? new(bytes, now) : null;
    }

    /// <summary>How long the operation has to wait in the queue instead of here; null when there is room.</summary>
    public TimeSpan? Postpone(RuleShare share, TimeSpan now)
    {
        if (Waiting < (share.IsRepeat ? MostWaitingWithRepeats : MostWaiting))
        {
            return null;
        }

        // Each gets a turn of its own, so that they do not all come back at once.
        var pace = TimeSpan.FromSeconds(PaceSeconds(share));
        var soonest = now + Waiting * pace;
        _postponedUntil = (_postponedUntil > soonest ? _postponedUntil : soonest) + pace;
        var pause = _postponedUntil - now;
        return pause < ShortestPostponement ? ShortestPostponement
            : pause > LongestPostponement ? LongestPostponement
            : pause;
    }

    public void Add(SizeClass slots)
    {
        Waiting++;
        _classes.Add(slots);
    }

    /// <summary>One that waited has started or given up.</summary>
    public void Leave() => Waiting--;

    /// <summary>Whether the operation may start now; where only time stands against it, another look is asked for.</summary>
    public bool MayStart(RuleShare share, TimeSpan now)
    {
        if (_running >= (_limits.MaxConcurrent ?? int.MaxValue))
        {
            return false;
        }

        var byRequests = _requests?.WaitFor(share.Requests, now) ?? TimeSpan.Zero;
        var byBytes = _bytes?.WaitFor(share.Bytes, now) ?? TimeSpan.Zero;
        var wait = byRequests > byBytes ? byRequests : byBytes;

        if (wait == TimeSpan.Zero)
        {
            return true;
        }

        wake(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)));
        return false;
    }

    public void Start(RuleShare share, TimeSpan now)
    {
        _running++;
        _requests?.Take(share.Requests, now);
        _bytes?.Take(share.Bytes, now);
        _usualBytes = Smooth(_usualBytes, share.Bytes);
    }

    /// <summary>One that was let start has ended; null when it had given up by then.</summary>
    public void Finish(TimeSpan? took)
    {
        _running--;
        _usualSeconds = took is { } time ? Smooth(_usualSeconds, time.TotalSeconds) : _usualSeconds;
    }

    /// <summary>How far apart operations of the rule start under its limits.</summary>
    private double PaceSeconds(RuleShare share) => Math.Max(
        Math.Max(share.Requests / _limits.RequestsPerSecond ?? 0, Math.Max(_usualBytes, share.Bytes) / _limits.BytesPerSecond ?? 0),
        _usualSeconds / _limits.MaxConcurrent ?? 0);

    private static double Smooth(double usual, double newest) => usual == 0 ? newest : usual + NewestWeight * (newest - usual);
}
