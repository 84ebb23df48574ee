using S3Replicator.Core.Pipeline;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Telemetry.Emf;

/// <summary>Writes metrics to standard output in CloudWatch's embedded metric format, every so often and once more at the end.</summary>
internal sealed class EmfHost(
    LagBook lagBook, QueueDepths depths, DestinationCircuits circuits, ServerClock clock, EmfOptions options, TimeProvider timeProvider) : BackgroundService, IHostedLifecycleService
{
    private readonly EmfReport _report = new();

    /// <summary>After the last operation.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => WriteAsync();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Interval, timeProvider);

        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await WriteAsync();
        }
    }

    private async Task WriteAsync()
    {
        var open = circuits.Open.Select(circuit => circuit.Bucket).ToHashSet(StringComparer.Ordinal);

        foreach (var line in _report.Lines(lagBook.Snapshot(), depths.All, open, clock.Skew, timeProvider.GetUtcNow()))
        {
            await Console.Out.WriteLineAsync(line);
        }
    }
}
