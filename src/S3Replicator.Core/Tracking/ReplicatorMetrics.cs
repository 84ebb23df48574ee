using System.Diagnostics;
using System.Diagnostics.Metrics;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Tracking.Notices;

namespace S3Replicator.Core.Tracking;

/// <summary>Owns the meter: the one place that knows the instruments' names and units.</summary>
public sealed partial class ReplicatorMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "S3Replicator";

    /// <summary>The histogram of replication latency.</summary>
    public const string LatencyName = "s3replicator.replication.latency";

    private readonly Meter _meter;
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _skipped;
    private readonly Counter<long> _postponed;
    private readonly UpDownCounter<long> _openCircuits;
    private readonly Counter<long> _reloads;
    private readonly Counter<long> _noticesSent;
    private readonly Counter<long> _noticesLost;
    private readonly Counter<long> _receiptsWritten;
    private readonly Counter<long> _receiptsLost;

    /// <summary>Makes the instruments.</summary>
    public ReplicatorMetrics(IMeterFactory meterFactory)
    {
        ArgumentNullException.ThrowIfNull(meterFactory);
#pragma warning disable CA2000 // The factory owns its meters and disposes them.
        _meter = meterFactory.Create(MeterName);
        var meter = _meter;
#pragma warning restore CA2000
        _latency = meter.CreateHistogram<double>(LatencyName, "s", "Event time to completion of one operation.");
        _skipped = meter.CreateCounter<long>("s3replicator.events.skipped", "{event}", "Events that a rule did not act on.");
        _postponed = meter.CreateCounter<long>(
            "s3replicator.operations.postponed", "{operation}", "Times that operations were put back into the queue because their rule was at its limits.");
        _openCircuits = meter.CreateUpDownCounter<long>(
            "s3replicator.circuits.open", "{circuit}", "Destinations that operations are held back from, since a setting or permission is wrong.");
        _reloads = meter.CreateCounter<long>("s3replicator.rules.reload", "{reload}", "Changes of the rule documents, by what came of them.");
        _noticesSent = meter.CreateCounter<long>("s3replicator.events.sent", "{event}", "Events about operations that were sent.");
        _noticesLost = meter.CreateCounter<long>("s3replicator.events.lost", "{event}", "Events about operations that were given up.");
        _receiptsWritten = meter.CreateCounter<long>("s3replicator.receipts.written", "{receipt}", "Receipts written to the state store.");
        _receiptsLost = meter.CreateCounter<long>("s3replicator.receipts.lost", "{receipt}", "Receipts given up because the state store took none for too long.");
    }

    /// <summary>The rule documents have changed: the new ones are in force, or were refused.</summary>
    public void Reloaded(string outcome) => _reloads.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    internal void Completed(Decision decision, TimeSpan? lag)
    {
        if (lag is { } latency && _latency.Enabled)
        {
            _latency.Record(latency.TotalSeconds, TagsOf(decision));
        }
    }

    internal void Skipped(string reason) => _skipped.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal void Postponed(Decision decision) => _postponed.Add(1, TagsOf(decision));

    internal void CircuitOpened(string destinationBucket) => _openCircuits.Add(1, TagOf(destinationBucket));

    internal void CircuitClosed(string destinationBucket) => _openCircuits.Add(-1, TagOf(destinationBucket));

    internal void NoticeSent(NoticeKind kind) => _noticesSent.Add(1, new KeyValuePair<string, object?>("event", kind.ToString()));

    internal void NoticeLost(NoticeKind kind) => _noticesLost.Add(1, new KeyValuePair<string, object?>("event", kind.ToString()));

    internal void ReceiptsWritten(int count) => _receiptsWritten.Add(count);

    internal void ReceiptsLost(int count) => _receiptsLost.Add(count);

    private static KeyValuePair<string, object?> TagOf(string destinationBucket) => new("destination_bucket", destinationBucket);

    private static TagList TagsOf(Decision decision) => new()
    {
        { "source_bucket", decision.Rule.Document.Bucket },
        { "destination_bucket", decision.Rule.Rule.Destination.Bucket },
        { "rule_id", decision.Rule.Rule.Id },
    };
}
