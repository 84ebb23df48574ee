using S3Replicator.Core.Tracking.Fleet;

namespace S3Replicator.Hosting.Fleet;

/// <summary>Tells the fleet of this worker, from when it has started until its last operation has ended.</summary>
internal sealed class FleetHost(WorkerReports reports, ThisWorker worker) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(() => reports.RunAsync(worker.Take, _stop.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();

        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // It runs until it is cancelled.
        }

        await reports.EndAsync(worker.Identity, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stop.Dispose();
}
