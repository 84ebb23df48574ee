using S3Replicator.Core.Copying;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>What is kept of one rule: a fixed amount of memory, whatever comes. Not safe for use by several at once.</summary>
internal sealed class RuleProgress
{
    private const int MostReasons = 100;

    private readonly SlidingMaximum _recent = new();
    private readonly SlidingRate _ends = new();
    private readonly Dictionary<string, long> _failed = new(StringComparer.Ordinal);
    private readonly long[] _delayedAt = new long[(int)DelayCause.Copy + 1];
    private readonly long[] _retries = new long[(int)FailureClass.Gone + 1];
    private AttainmentWindow _window;
    private RuleObjective _objective;

    public RuleProgress(BoundRule rule)
    {
        Route = RuleRoute.Of(rule);
        Rule = rule;
        _objective = ObjectiveOf(rule);
        _window = new(TimeSpan.FromDays(_objective.WindowDays));
        Tags =
        [
            new("source_bucket", Route.SourceBucket),
            new("destination_bucket", Route.DestinationBucket),
            new("rule_id", Route.RuleId),
        ];
    }

    public RuleRoute Route { get; }

    /// <summary>The rule as it was when last seen.</summary>
    public BoundRule Rule { get; private set; }

    public KeyValuePair<string, object?>[] Tags { get; }

    public long Pending { get; set; }

    public long PendingBytes { get; set; }

    public long Accepted { get; private set; }

    public long Completed { get; private set; }

    public long Bytes { get; private set; }

    public long Within { get; private set; }

    public long Missed { get; private set; }

    public long Forecasts { get; set; }

    public bool IsMissForecast { get; set; }

    /// <summary>Since when something has been pending without a break, as far as looks have shown.</summary>
    public DateTimeOffset? BusySince { get; set; }

    public LatencyHistogram Latency { get; } = new();

    public IReadOnlyDictionary<string, long> Failed => _failed;

    public ReadOnlySpan<long> Retries => _retries;

    public void Accept(BoundRule rule)
    {
        Accepted++;
        Update(rule);
    }

    /// <summary>Takes over threshold and objective of a rule that was reloaded.</summary>
    public void Update(BoundRule rule)
    {
        if (ReferenceEquals(rule, Rule))
        {
            return;
        }

        Rule = rule;
        var objective = ObjectiveOf(rule);

        if (objective.WindowDays != _objective.WindowDays)
        {
            _window = new(TimeSpan.FromDays(objective.WindowDays));
        }

        _objective = objective;
    }

    public void Complete(TimeSpan? latency, TimeSpan threshold, long bytes, DateTimeOffset now)
    {
        Completed++;
        Bytes += bytes;
        _ends.Record(now);

        if (latency is { } lag)
        {
            Latency.Record(lag);
            _recent.Record(lag.Ticks, now);
            Judge(lag <= threshold, now);
        }
    }

    /// <summary>What failed for good was never within its threshold, however soon that was known.</summary>
    public void Fail(string reason, DateTimeOffset now)
    {
        var counted = _failed.Count < MostReasons || _failed.ContainsKey(reason) ? reason : "Other";
        _failed[counted] = _failed.GetValueOrDefault(counted) + 1;
        _ends.Record(now);
        Judge(isWithin: false, now);
    }

    /// <summary>It ended with nothing to do, which is progress too.</summary>
    public void Pass(DateTimeOffset now) => _ends.Record(now);

    public void Retry(FailureClass failure) => _retries[(int)failure]++;

    /// <summary>An operation of the rule is delayed.</summary>
    public void NoteDelay(DelayCause cause, DateTimeOffset now) => _delayedAt[(int)cause] = now.UtcTicks;

    /// <summary>What delayed operations of the rule last, if anything has since that time; UTC ticks.</summary>
    public DelayCause LikelyDelay(long since)
    {
        var likely = DelayCause.Unknown;

        for (var cause = DelayCause.Throttled; cause < DelayCause.Copy; cause++)
        {
            likely = _delayedAt[(int)cause] >= Math.Max(since, _delayedAt[(int)likely] + 1) ? cause : likely;
        }

        return likely;
    }

    /// <summary>The longest latency of what was completed in the last minute.</summary>
    public TimeSpan RecentLatency(DateTimeOffset now) => new(_recent.At(now));

    /// <summary>How many operations end in a second.</summary>
    public double EndsPerSecond(DateTimeOffset now) => _ends.At(now);

    public Attainment Attained(long overdue, DateTimeOffset now)
    {
        var (within, missed) = _window.At(now);
        return new(within, missed + overdue, _objective.Percent / 100);
    }

    private void Judge(bool isWithin, DateTimeOffset now)
    {
        _ = isWithin ? Within++ : Missed++;
        _window.Record(isWithin, now);
    }

    private static RuleObjective ObjectiveOf(BoundRule rule) => rule.Rule.Objective ?? new RuleObjective();
}
