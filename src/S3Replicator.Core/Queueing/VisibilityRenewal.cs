using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace S3Replicator.Core.Queueing;

/// <summary>Keeps the messages in hand hidden, ten to a request, and tells when one is lost.</summary>
internal sealed partial class VisibilityRenewal(
    IMessageQueue queue, TimeSpan visibilityTimeout, TimeProvider timeProvider, ILogger logger)
{
    private const int BatchSize = 10;

    private readonly ConcurrentDictionary<MessageInHand, byte> _inHand = new();

    public int Count => _inHand.Count;

    public void Add(MessageInHand message) => _inHand.TryAdd(message, 0);

    public void Remove(MessageInHand message) => _inHand.TryRemove(message, out _);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(RenewalSchedule.Interval(visibilityTimeout), timeProvider);

        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var batch in Due().Chunk(BatchSize))
            {
                await RenewAsync(batch, cancellationToken);
            }
        }
    }

    private List<(MessageInHand Message, VisibilityChange Change)> Due()
    {
        var due = new List<(MessageInHand, VisibilityChange)>();

        foreach (var (message, _) in _inHand)
        {
            if (!RenewalSchedule.IsDue(timeProvider.GetElapsedTime(message.RenewedAt), visibilityTimeout))
            {
                continue;
            }

            if (RenewalSchedule.Extension(timeProvider.GetElapsedTime(message.ReceivedAt), visibilityTimeout) is { } extension)
            {
                due.Add((message, new(message.Message, extension)));
            }
        }

        return due;
    }

    private async Task RenewAsync((MessageInHand Message, VisibilityChange Change)[] batch, CancellationToken cancellationToken)
    {
        var asked = timeProvider.GetTimestamp();
        IReadOnlyList<QueueMessage> refused;

        try
        {
            refused = await queue.ChangeVisibilityAsync([.. batch.Select(due => due.Change)], cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A failed renewal is tried again at the next tick; losing the loop would lose every message in hand.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.RenewalFailed(logger, exception, queue.Name);
            LoseExpired(batch);
            return;
        }

        foreach (var (message, _) in batch)
        {
            if (refused.Contains(message.Message))
            {
                Lose(message);
            }
            else
            {
                message.RenewedAt = asked;
            }
        }
    }

    private void LoseExpired((MessageInHand Message, VisibilityChange Change)[] batch)
    {
        foreach (var (message, _) in batch)
        {
            if (timeProvider.GetElapsedTime(message.RenewedAt) >= visibilityTimeout)
            {
                Lose(message);
            }
        }
    }

    private void Lose(MessageInHand message)
    {
        if (message.TryLose())
        {
            Log.Lost(logger, message.Message.MessageId, queue.Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Renewing the visibility of messages of queue {Queue} failed; it is tried again.")]
        public static partial void RenewalFailed(ILogger logger, Exception exception, string queue);

        [LoggerMessage(2, LogLevel.Warning, "Message {MessageId} of queue {Queue} is no longer in hand; work on it stops.")]
        public static partial void Lost(ILogger logger, string messageId, string queue);
    }
}
