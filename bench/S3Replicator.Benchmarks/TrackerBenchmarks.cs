using System.Diagnostics.Metrics;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Benchmarks;

/// <summary>What the tracker adds to one operation: accepted, started, completed.</summary>
[MemoryDiagnoser]
public class TrackerBenchmarks : IDisposable
{
    private const int Rules = 1000;

    private readonly Meters _meters = new();
    private readonly MeterListener _listener = new();
    private readonly CopyPlan[] _plans = [.. Enumerable.Range(0, Rules).Select(Plan)];
    private readonly CopyOutcome _outcome = new() { Kind = OutcomeKind.Replicated, Bytes = 1024 };
    private readonly ReplicationTracker _tracker;
    private int _turn;

    /// <summary>Makes a tracker.</summary>
    public TrackerBenchmarks()
    {
        var clock = new ServerClock(TimeProvider.System);
        _tracker = new(new ReplicatorMetrics(_meters), new RequestCounter(), new LagBook(clock), clock, []);
    }

    /// <summary>Whether somebody takes the latencies as they come, as an exporter does.</summary>
    [Params(false, true)]
    public bool IsListenedTo { get; set; }

    /// <summary>Listens, where that is wanted.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        if (IsListenedTo)
        {
            _listener.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
            _listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
            _listener.Start();
        }
    }

    /// <summary>One operation among those of 1,000 rules.</summary>
    [Benchmark]
    public async ValueTask Track_one_operation()
    {
        var plan = _plans[_turn = (_turn + 1) % Rules];
        _tracker.Received(1);
        var attempt = new OperationAttempt("revision", 1, _tracker.Accepted(plan.Event, plan.Decision, new("message", 0, 1)));
        _tracker.Started(attempt);
        await _tracker.CompletedAsync(plan, _outcome, attempt, CancellationToken.None);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
        GC.SuppressFinalize(this);
    }

    private static CopyPlan Plan(int number)
    {
        var rule = new ReplicationRule
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"team-{number:D4}-to-archive"),
            Destination = new() { Bucket = string.Create(CultureInfo.InvariantCulture, $"amzn-s3-demo-destination-{number % 7}") },
        };
        return new()
        {
            Strategy = "none",
            Versions = VersionScope.All,
            Size = 1024,
            Event = new()
            {
                Bucket = "amzn-s3-demo-source",
                Key = "docs/a.txt",
                Kind = EventKind.Created,
                Name = "ObjectCreated:Put",
                Envelope = EnvelopeForm.S3,
                VersionId = "v1",
                Size = 1024,
                Time = TimeProvider.System.GetUtcNow(),
            },
            Decision = new()
            {
                Rule = new(new ReplicationDocument { Bucket = "amzn-s3-demo-source", Rules = [rule] }, rule, number),
                Action = ReplicationAction.Copy,
                DestinationKey = "docs/a.txt",
                Deadline = DateTimeOffset.MaxValue,
            },
        };
    }

    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options);
            _meters.Add(meter);
            return meter;
        }

        public void Dispose() => _meters.ForEach(meter => meter.Dispose());
    }
}
