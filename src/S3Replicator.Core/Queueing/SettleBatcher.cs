using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace S3Replicator.Core.Queueing;

/// <summary>Gathers settled messages into batches of ten, so that deleting costs a tenth of a request each.</summary>
internal sealed partial class SettleBatcher(IMessageQueue queue, TimeSpan within, TimeProvider timeProvider, ILogger logger)
{
    private const int BatchSize = 10;
    private const int Attempts = 5;

    private readonly Channel<(QueueMessage Message, Disposition Disposition)> _settled =
        Channel.CreateUnbounded<(QueueMessage, Disposition)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly List<QueueMessage> _deletes = new(BatchSize);
    private readonly List<VisibilityChange> _releases = new(BatchSize);

    /// <summary>Hands over a message; one left for redrive stays hidden as long as it is and then comes back by itself.</summary>
    public void Settle(QueueMessage message, Disposition disposition)
    {
        if (disposition.Kind != DispositionKind.LeaveForRedrive)
        {
            _settled.Writer.TryWrite((message, disposition));
        }
    }

    public void Complete() => _settled.Writer.TryComplete();

    /// <summary>Sends batches until <see cref="Complete"/> was called and everything is sent; never cancelled, so that finished work is not repeated.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await _settled.Reader.WaitToReadAsync(cancellationToken))
        {
            Gather();

            if (_deletes.Count + _releases.Count < BatchSize && within > TimeSpan.Zero && !_settled.Reader.Completion.IsCompleted)
            {
                await Task.Delay(within, timeProvider, cancellationToken);
                Gather();
            }

            if (_deletes.Count > 0)
            {
                await DeleteAsync([.. _deletes], cancellationToken);
                _deletes.Clear();
            }

            if (_releases.Count > 0)
            {
                await ReleaseAsync([.. _releases], cancellationToken);
                _releases.Clear();
            }
        }
    }

    private void Gather()
    {
        while (_deletes.Count < BatchSize && _releases.Count < BatchSize && _settled.Reader.TryRead(out var settled))
        {
            if (settled.Disposition.Kind == DispositionKind.Delete)
            {
                _deletes.Add(settled.Message);
            }
            else
            {
                _releases.Add(new(settled.Message, settled.Disposition.After));
            }
        }
    }

    private async Task DeleteAsync(IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken)
    {
        for (var attempt = 1; messages.Count > 0; attempt++)
        {
            messages = await TryAsync(() => queue.DeleteAsync(messages, cancellationToken), messages);

            if (messages.Count == 0 || attempt == Attempts)
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt), timeProvider, cancellationToken);
        }

        if (messages.Count > 0)
        {
            Log.DeleteFailed(logger, messages.Count, queue.Name);
        }
    }

    private Task<IReadOnlyList<QueueMessage>> ReleaseAsync(IReadOnlyList<VisibilityChange> changes, CancellationToken cancellationToken) =>
        TryAsync(() => queue.ChangeVisibilityAsync(changes, cancellationToken), []);

    private async Task<IReadOnlyList<QueueMessage>> TryAsync(
        Func<Task<IReadOnlyList<QueueMessage>>> call, IReadOnlyList<QueueMessage> onFailure)
    {
        try
        {
            return await call();
        }
#pragma warning disable CA1031 // A message that could not be settled comes back by itself; the batches after it must still go out.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.SettleFailed(logger, exception, queue.Name);
            return onFailure;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Settling a batch of messages of queue {Queue} failed.")]
        public static partial void SettleFailed(ILogger logger, Exception exception, string queue);

        [LoggerMessage(2, LogLevel.Warning, "{Count} finished messages of queue {Queue} could not be deleted; they will be received again and found done.")]
        public static partial void DeleteFailed(ILogger logger, int count, string queue);
    }
}
