using S3Replicator.Core.State;
using S3Replicator.Core.Tracking.Notices;

namespace S3Replicator.Hosting;

/// <summary>Tells of operations from before the first until after the last, and clears old marks away.</summary>
internal sealed partial class NoticeHost(NoticeTeller teller, TimeProvider timeProvider, ILogger<NoticeHost> logger) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(6);

    private readonly CancellationTokenSource _giveUp = new();
    private Task _running = Task.CompletedTask;
    private Task _forgetting = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(() => teller.RunAsync(_giveUp.Token), CancellationToken.None);
        _forgetting = Task.Run(ForgetAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await using var spent = cancellationToken.Register(_giveUp.Cancel);
        await teller.CompleteAsync(_giveUp.Token);
        await _running;
        await _giveUp.CancelAsync();
        await _forgetting;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _giveUp.Dispose();

    private async Task ForgetAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(ForgetEvery, timeProvider);

            while (await timer.WaitForNextTickAsync(_giveUp.Token))
            {
                try
                {
                    await teller.ForgetAsync(_giveUp.Token);
                }
                catch (StateStoreException exception)
                {
                    Log.NotForgotten(logger, exception.Message);
                }
            }
        }
        catch (OperationCanceledException) when (_giveUp.IsCancellationRequested)
        {
            // The worker ends.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Old marks of events about operations cannot be cleared away: {Message}")]
        public static partial void NotForgotten(ILogger logger, string message);
    }
}
