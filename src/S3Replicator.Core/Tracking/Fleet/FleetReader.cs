using S3Replicator.Core.State;

namespace S3Replicator.Core.Tracking.Fleet;

/// <summary>Puts the fleet together from what its workers wrote; asked often, it reads only so often.</summary>
/// <param name="workers">Where the fleet is kept; null where this worker is alone.</param>
/// <param name="self">How this worker is now; null where the reader is none.</param>
/// <param name="clock">The time.</param>
/// <param name="timeProvider">The clock that pauses go by.</param>
public sealed class FleetReader(WorkerLog? workers, Func<WorkerSnapshot>? self, ServerClock clock, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private List<WorkerSnapshot> _others = [];
    private long? _readAt;

    /// <summary>The fleet; throws <see cref="StateStoreException"/> where it cannot be read.</summary>
    public async Task<FleetView> ReadAsync(CancellationToken cancellationToken)
    {
        var own = self?.Invoke();
        var others = await OthersAsync(cancellationToken);
        return FleetView.Of([.. others.Where(worker => worker.Worker != own?.Worker), .. own is null ? Array.Empty<WorkerSnapshot>() : [own]], clock.UtcNow);
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<List<WorkerSnapshot>> OthersAsync(CancellationToken cancellationToken)
    {
        if (workers is null)
        {
            return [];
        }

        await _turn.WaitAsync(cancellationToken);

        try
        {
            if (_readAt is not { } at || timeProvider.GetElapsedTime(at) >= FreshFor)
            {
                _others = await workers.ListAsync(cancellationToken).ToListAsync(cancellationToken);
                _readAt = timeProvider.GetTimestamp();
            }

            return _others;
        }
        finally
        {
            _turn.Release();
        }
    }
}
