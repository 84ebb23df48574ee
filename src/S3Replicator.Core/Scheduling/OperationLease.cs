namespace S3Replicator.Core.Scheduling;

/// <summary>The right to run one operation; ends when disposed.</summary>
public sealed class OperationLease : IDisposable
{
    private readonly OperationScheduler _scheduler;
    private Waiter? _waiter;

    internal OperationLease(OperationScheduler scheduler, Waiter waiter)
    {
        _scheduler = scheduler;
        _waiter = waiter;
    }

    /// <summary>Set when S3 asked for fewer requests, so that fewer run at one time.</summary>
    public bool IsThrottled { get; set; }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _waiter, null) is { } waiter)
        {
            _scheduler.Exit(waiter, IsThrottled);
        }
    }
}
