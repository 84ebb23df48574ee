using S3Replicator.Core.Tracking.Receipts;

namespace S3Replicator.Hosting;

/// <summary>Writes receipts from before the first operation until after the last.</summary>
internal sealed class ReceiptHost(ReceiptWriter writer) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _giveUp = new();
    private Task _running = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(() => writer.RunAsync(_giveUp.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        writer.Complete();
        await using var spent = cancellationToken.Register(_giveUp.Cancel);
        await _running;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _giveUp.Dispose();
}
