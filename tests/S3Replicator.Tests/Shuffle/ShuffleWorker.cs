using System.Diagnostics.Metrics;
using Amazon;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Aws;
using S3Replicator.Aws.S3;
using S3Replicator.Aws.Sts;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Copying.Parts;
using S3Replicator.Core.Pipeline;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Scheduling;
using S3Replicator.Core.State;
using S3Replicator.Core.State.Failures;
using S3Replicator.Core.State.Uploads;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Lag;
using S3Replicator.TestSupport;
using S3Replicator.TestSupport.Faults;

namespace S3Replicator.Tests.Shuffle;

/// <summary>One worker of a shuffle, made of the real stages, with faults between it and S3.</summary>
internal sealed class ShuffleWorker : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly LastLine _faults = new();
    private readonly OperationScheduler _scheduler = new(new(), TimeProvider.System);
    private readonly S3ObjectStores _stores;
    private readonly RoleSessions _roles;
    private readonly MessagePump _pump;
    private readonly UploadSweep _sweep;
    private readonly StateLease _lease;

    public ShuffleWorker(string endpoint, RuleSet rules, InMemoryQueue queue, TimeSpan landWithin, int seed, InMemoryStateStore state)
    {
        var clock = TimeProvider.System;
        var aws = new AwsContext(new BasicAWSCredentials("test", "test"), RegionEndpoint.USEast1, new(endpoint, endpoint, endpoint), new());
        _roles = StsSetup.Create(aws, $"worker-{seed}", clock, NullLogger<RoleSessions>.Instance);
        _stores = new(aws, _roles, clock);
        Dice = new FaultDice(seed, share: 0.1);
        var faulty = new FaultyStores(_stores, Dice);
        var options = new CopyOptions { LandWithin = landWithin, ClaimLength = TimeSpan.FromSeconds(1) };
        var memory = new DestinationMemory(1000);
        var tags = new SyncTagsStrategy(options, clock);
        var uploads = new UploadLog(state);
        var claims = new UploadClaims(uploads, $"worker-{seed}", options, clock, NullLogger<UploadClaims>.Instance);
        var parts = new PartsCopy(claims, tags, options, clock, new Random(seed), NullLogger<PartsCopy>.Instance);
        var history = new HistoryRepair(memory, parts);
        var deletion = new CurrentDeletion(memory, parts, options, clock);
        var metrics = new ReplicatorMetrics(_services.GetRequiredService<IMeterFactory>());
        Tracker = new(metrics, aws.Requests, new LagBook(aws.Clock), aws.Clock, []);
        var runner = new OperationRunner(
            faulty,
            [
                new SingleCopyStrategy(memory, history, deletion, parts, options, clock),
                new MultipartCopyStrategy(memory, history, deletion, parts),
                new DeleteCurrentStrategy(deletion),
                new DeleteVersionStrategy(memory, new(deletion, history), options, clock),
                tags,
            ],
            _scheduler,
            new DestinationCircuits(new(), metrics, clock, NullLogger<DestinationCircuits>.Instance),
            Tracker,
            NullLogger<OperationRunner>.Instance);
        var retry = new OperationRetry(
            new() { FirstPause = TimeSpan.FromMilliseconds(20), LongestPause = TimeSpan.FromMilliseconds(100) },
            new UnrecordedFailures(),
            Tracker,
            clock,
            new Random(seed),
            _faults);
        _sweep = new(uploads, parts, _stores, new FixedRules(rules), clock, NullLogger<UploadSweep>.Instance);
        _lease = new(state, "sweep", "worker", clock);
        var pipeline = new ReplicationPipeline(new FixedRules(rules), faulty, runner, retry, Tracker, NullLogger<ReplicationPipeline>.Instance);
        _pump = new(
            queue,
            pipeline,
            new() { SettleWithin = TimeSpan.FromMilliseconds(1), WaitTime = TimeSpan.FromMilliseconds(50), MaxInHand = 20 },
            clock,
            new Random(seed),
            NullLogger<MessagePump>.Instance);
    }

    public FaultDice Dice { get; }

    public ReplicationTracker Tracker { get; }

    /// <summary>Why an operation was tried again the last time.</summary>
    public string? LastFault => _faults.Text;

    public long InHand => _pump.Activity.InHandCount;

    public Task RunAsync(CancellationToken stop) => _pump.RunAsync(stop, CancellationToken.None);

    /// <summary>Sweeps again and again until told to stop.</summary>
    public async Task SweepAsync(CancellationToken stop)
    {
        try
        {
            await _sweep.RunAsync(
                _lease, new() { SweepEvery = TimeSpan.FromMilliseconds(10), AbandonedAfter = TimeSpan.FromMilliseconds(1) }, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    public void Dispose()
    {
        _pump.Dispose();
        _scheduler.Dispose();
        _stores.Dispose();
        _roles.Dispose();
        _services.Dispose();
    }

    private sealed class LastLine : ILogger<OperationRetry>
    {
        public string? Text { get; private set; }

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Text = formatter(state, exception);

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
