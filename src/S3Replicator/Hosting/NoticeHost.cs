using S3Replicator.Core.State;
using S3Replicator.Core.Tracking.Notices;

namespace S3Replicator.Hosting;

/// <summary>Tells of operations from before the first until after the last, and clears old marks away.</summary>
internal sealed partial class NoticeHost(NoticeTeller teller, StateLease? sweep, TimeProvider timeProvider, ILogger<NoticeHost> logger)
    : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(6);

    // Workers of a fleet that scales may not live for as long as a pause.
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(1);

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
            for (var pause = FirstAfter; ; pause = ForgetEvery)
            {
                await Task.Delay(pause, timeProvider, _giveUp.Token);

                try
                {
                    // Marks that a fleet shares are cleared away by one worker; longer than a pause, so that it is one and the same.
                    if (sweep is null || await sweep.TryTakeAsync(ForgetEvery * 2, _giveUp.Token))
                    {
                        await teller.ForgetAsync(_giveUp.Token);
                    }
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
