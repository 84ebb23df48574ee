using System.Collections.Concurrent;
using S3Replicator.Core.State;
using S3Replicator.Core.Tracking.Fleet;

namespace S3Replicator.Hosting.Fleet;

/// <summary>The leases of what a fleet does once; gives them up when the worker stops, so that others need not wait.</summary>
internal sealed partial class FleetLeases(IStateStore store, WorkerIdentity worker, TimeProvider timeProvider, ILogger<FleetLeases> logger)
    : IHostedLifecycleService
{
    private readonly ConcurrentDictionary<string, StateLease> _leases = new(StringComparer.Ordinal);

    /// <summary>The lease of that name.</summary>
    public StateLease Of(string name) => _leases.GetOrAdd(name, _ => new(store, name, worker.Holder, timeProvider));

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, lease) in _leases)
        {
            try
            {
                await lease.ReleaseAsync(cancellationToken);
            }
            catch (StateStoreException exception)
            {
                Log.NotReleased(logger, name, exception.Message);
            }
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Lease {Name} cannot be given up, and lapses by itself: {Message}")]
        public static partial void NotReleased(ILogger logger, string name, string message);
    }
}
