using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking.Lag;
using S3Replicator.Core.Tracking.Receipts;

namespace S3Replicator.Core.Tracking.Reports;

/// <summary>Adds up the receipts of one rule.</summary>
internal sealed class RouteTally
{
    private readonly RuleRoute _route;
    private readonly ReplicationRule? _rule;
    private readonly ReportSpan _span;
    private readonly int _mostListed;
    private readonly LatencyHistogram _lag = new();
    private readonly SliceTally[] _slices;
    private readonly SortedDictionary<string, long> _causes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _excluded = new(StringComparer.Ordinal);
    private readonly List<ReportedMiss> _missed = [];

    /// <summary>Operations that ended more than once: a failure that was mended counts by its end.</summary>
    private readonly HashSet<(string Key, string? Version)> _ended = [];

    private string? _sourceRegion;
    private string? _destinationRegion;
    private long _operations;
    private long _within;
    private long _failed;
    private long _bytes;
    private long _adjusted;
    private long _adjustedWithin;
    private long _unlisted;

    public RouteTally(RuleRoute route, ReplicationRule? rule, ReportSpan span, int mostListed)
    {
        _route = route;
        _rule = rule;
        _span = span;
        _mostListed = mostListed;
        _slices = [.. Enumerable.Range(0, span.Slices).Select(_ => new SliceTally())];
    }

    private TimeSpan Threshold => _rule?.Threshold ?? new ReplicationRule { Id = "", Destination = new() { Bucket = "" } }.Threshold;

    /// <summary>Takes a receipt; those of one operation come the latest first.</summary>
    public void Add(Receipt receipt)
    {
        if (!receipt.IsCompleted && !receipt.IsFailed)
        {
            return;
        }

        var operation = (receipt.SourceKey, receipt.SourceVersion ?? receipt.EventTime);

        if (receipt.IsFailed ? !_ended.Add(operation) : receipt.Attempts > 1 && !_ended.Add(operation))
        {
            return;
        }

        _sourceRegion ??= receipt.SourceRegion;
        _destinationRegion ??= receipt.DestinationRegion;
        TimeSpan? lag = receipt.LagMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
        var threshold = receipt.ThresholdMs is { } then ? TimeSpan.FromMilliseconds(then) : Threshold;
        var isMissed = receipt.IsFailed || lag > threshold;
        Count(receipt, lag, isMissed);

        if (isMissed)
        {
            List(receipt, lag);
        }
    }

    public RouteReport Build() => new()
    {
        Route = _route,
        SourceRegion = _sourceRegion,
        DestinationRegion = _destinationRegion,
        Threshold = Threshold,
        Objective = (_rule?.Objective ?? new RuleObjective()).Percent / 100,
        Operations = _operations,
        WithinThreshold = _within,
        Failed = _failed,
        Bytes = _bytes,
        LagSeconds = _lag.Summarize(),
        Adjusted = new(_adjusted, _adjustedWithin, _excluded),
        Causes = _causes,
        Missed = [.. _missed.OrderByDescending(miss => miss.EndedAt).ThenBy(miss => miss.Key, StringComparer.Ordinal)],
        MissedUnlisted = _unlisted,
        Slices = [.. _slices.Select((slice, index) => slice.Build(_span.StartOf(index)))],
    };

    private void Count(Receipt receipt, TimeSpan? lag, bool isMissed)
    {
        _operations++;
        _within += isMissed ? 0 : 1;
        _failed += receipt.IsFailed ? 1 : 0;
        _bytes += receipt.IsFailed ? 0 : receipt.Size ?? 0;

        if (MissVerdict.ExclusionOf(receipt, isMissed) is { } exclusion)
        {
            _excluded[exclusion] = _excluded.GetValueOrDefault(exclusion) + 1;
        }
        else
        {
            _adjusted++;
            _adjustedWithin += isMissed ? 0 : 1;
        }

        if (lag is { } latency && !receipt.IsFailed)
        {
            _lag.Record(latency);
        }

        _slices[_span.IndexOf(receipt.CompletedAt)].Add(receipt.IsFailed ? null : lag, isMissed);
    }

    private void List(Receipt receipt, TimeSpan? lag)
    {
        var cause = MissVerdict.CauseOf(receipt).ToString();
        _causes[cause] = _causes.GetValueOrDefault(cause) + 1;

        if (_missed.Count == _mostListed)
        {
            _unlisted++;
            return;
        }

        _missed.Add(new()
        {
            Key = receipt.SourceKey,
            VersionId = receipt.SourceVersion,
            Action = receipt.Action,
            EndedAt = receipt.CompletedAt,
            LagSeconds = lag?.TotalSeconds,
            Cause = cause,
            Reason = receipt.IsFailed ? receipt.Reason : null,
            Excluded = MissVerdict.ExclusionOf(receipt, isMissed: true),
        });
    }

    private sealed class SliceTally
    {
        private LatencyHistogram? _lag;
        private long _operations;
        private long _missed;

        public void Add(TimeSpan? lag, bool isMissed)
        {
            _operations++;
            _missed += isMissed ? 1 : 0;

            if (lag is { } latency)
            {
                (_lag ??= new()).Record(latency);
            }
        }

        public ReportSlice Build(DateTimeOffset start) => new(start, _operations, _missed, _lag?.Summarize() ?? LagSummary.None);
    }
}
