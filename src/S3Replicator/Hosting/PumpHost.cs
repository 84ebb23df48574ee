using S3Replicator.Core.Queueing;

namespace S3Replicator.Hosting;

/// <summary>Runs the pumps for as long as the host does, and then lets work in hand end inside the shutdown budget.</summary>
internal sealed class PumpHost(IReadOnlyList<MessagePump> pumps, QueueOptions options, TimeProvider timeProvider) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopReceiving = new();
    private readonly CancellationTokenSource _stopWorking = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(pumps.Select(pump => Task.Run(
            () => pump.RunAsync(_stopReceiving.Token, _stopWorking.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopReceiving.CancelAsync();

        using var budget = new CancellationTokenSource(options.ShutdownBudget, timeProvider);
        await using var spent = budget.Token.Register(_stopWorking.Cancel);
        await _running;
    }

    public void Dispose()
    {
        _stopReceiving.Dispose();
        _stopWorking.Dispose();
    }
}
