using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace S3Replicator.Core.Queueing;

/// <summary>Takes messages from one queue, keeps them hidden while they are worked on, and settles them.</summary>
/// <remarks>Two tokens rule it: one ends receiving at once, the other ends the work in hand when the shutdown budget is spent.</remarks>
public sealed partial class MessagePump : IDisposable
{
    private const int BatchSize = 10;

    private readonly IMessageQueue _queue;
    private readonly IMessageHandler _handler;
    private readonly QueueOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<MessagePump> _logger;
    private readonly Random _random;
    private readonly VisibilityRenewal _renewal;
    private readonly SettleBatcher _batcher;
    private readonly SemaphoreSlim _slots;
    private readonly SemaphoreSlim _taking = new(1, 1);
    private readonly ReceiverCount _receivers;
    private readonly ConcurrentDictionary<Task, byte> _working = new();

    /// <summary>Prepares the pump of one queue.</summary>
    public MessagePump(
        IMessageQueue queue, IMessageHandler handler, QueueOptions options, TimeProvider timeProvider, Random random, ILogger<MessagePump> logger)
    {
        _queue = queue;
        _handler = handler;
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
        _random = random;
        _renewal = new(queue, options.VisibilityTimeout, timeProvider, logger);
        _batcher = new(queue, options.SettleWithin, timeProvider, logger);
        _slots = new(options.MaxInHand, options.MaxInHand);
        Activity = new() { Capacity = options.MaxInHand };
        _receivers = new(Math.Max(1, Math.Min(options.MaxReceivers, options.MaxInHand / BatchSize)));
    }

    /// <summary>The queue's name.</summary>
    public string QueueName => _queue.Name;

    /// <summary>What the pump has seen and holds, for drain and health.</summary>
    public PumpActivity Activity { get; }

    /// <summary>Runs until receiving is stopped and everything in hand is settled.</summary>
    public async Task RunAsync(CancellationToken stopReceiving, CancellationToken stopWorking)
    {
        Log.Started(_logger, _queue.Name);
        using var upkeep = new CancellationTokenSource();
        var renewing = EndQuietlyAsync(_renewal.RunAsync(upkeep.Token));
        var settling = _batcher.RunAsync(CancellationToken.None);

        await ReceiveLoopAsync(stopReceiving, stopWorking);

        while (!_working.IsEmpty)
        {
            await Task.WhenAll(_working.Keys);
        }

        _batcher.Complete();
        await settling;
        await upkeep.CancelAsync();
        await renewing;
        Log.Stopped(_logger, _queue.Name);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _slots.Dispose();
        _taking.Dispose();
    }

    private static async Task EndQuietlyAsync(Task upkeep)
    {
        try
        {
            await upkeep;
        }
        catch (OperationCanceledException)
        {
            // The pump ends its upkeep by cancelling it.
        }
    }

    private async Task ReceiveLoopAsync(CancellationToken stopReceiving, CancellationToken stopWorking)
    {
        var failures = 0;

        while (!stopReceiving.IsCancellationRequested)
        {
            try
            {
                var received = await ReceiveAsync(stopReceiving, stopWorking);
                failures = 0;

                if (received == BatchSize && _receivers.TryGrow())
                {
                    Track(ReceiveLoopAsync(stopReceiving, stopWorking));
                }
                else if (received == 0 && _receivers.TryShrink())
                {
                    return;
                }
            }
            catch (OperationCanceledException) when (stopReceiving.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // One failed receive must not end the loop: the queue may be back in a moment.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Activity.ReceiveFailed(exception.Message);
                Log.ReceiveFailed(_logger, exception, _queue.Name);
                await PauseAsync(++failures, stopReceiving);
            }
        }
    }

    private async Task PauseAsync(int failures, CancellationToken stopReceiving)
    {
        try
        {
            await Task.Delay(ReceiveBackoff.After(failures, _random), _timeProvider, stopReceiving);
        }
        catch (OperationCanceledException)
        {
            // The loop looks at the token itself.
        }
    }

    private async Task<int> ReceiveAsync(CancellationToken stopReceiving, CancellationToken stopWorking)
    {
        var slots = await TakeSlotsAsync(stopReceiving);
        var received = 0;

        try
        {
            var messages = await _queue.ReceiveAsync(slots, _options.WaitTime, _options.VisibilityTimeout, stopReceiving);
            var receivedAt = _timeProvider.GetTimestamp();
            received = messages.Count;
            Activity.Received(received);

            foreach (var message in messages)
            {
                Track(WorkAsync(message, receivedAt, stopReceiving, stopWorking));
            }
        }
        finally
        {
            if (slots > received)
            {
                _slots.Release(slots - received);
            }
        }

        return received;
    }

    /// <summary>Waits until a full batch can be taken in hand, one receiver after the other, so that batches stay full under load.</summary>
    private async Task<int> TakeSlotsAsync(CancellationToken cancellationToken)
    {
        var wanted = Math.Min(BatchSize, _options.MaxInHand);
        await _taking.WaitAsync(cancellationToken);
        var taken = 0;

        try
        {
            for (; taken < wanted; taken++)
            {
                await _slots.WaitAsync(cancellationToken);
            }

            return taken;
        }
        catch (OperationCanceledException) when (taken > 0)
        {
            _slots.Release(taken);
            throw;
        }
        finally
        {
            _taking.Release();
        }
    }

    private void Track(Task task)
    {
        if (task.IsCompleted)
        {
            return;
        }

        _working.TryAdd(task, 0);
        _ = ForgetAsync(task);
    }

    private async Task ForgetAsync(Task task)
    {
        await Task.WhenAny(task);
        _working.TryRemove(task, out _);
    }

    private async Task WorkAsync(QueueMessage message, long receivedAt, CancellationToken stopReceiving, CancellationToken stopWorking)
    {
        using var inHand = new MessageInHand(message, receivedAt, stopWorking);
        _renewal.Add(inHand);
        Disposition disposition;

        try
        {
            disposition = await _handler.HandleAsync(message, inHand.Work);

            if (disposition.Kind == DispositionKind.Hold)
            {
                await HoldAsync(inHand, stopReceiving);
                disposition = Disposition.Release(TimeSpan.Zero);
            }
        }
        catch (OperationCanceledException) when (inHand.Work.IsCancellationRequested)
        {
            disposition = Disposition.Release(TimeSpan.Zero);
        }
#pragma warning disable CA1031 // One message's fault must not touch the others; it is received again and in the end redriven.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.HandlingFailed(_logger, exception, message.MessageId, _queue.Name);
            disposition = Disposition.Release(_options.VisibilityTimeout);
        }

        _renewal.Remove(inHand);

        if (!inHand.IsLost)
        {
            _batcher.Settle(message, disposition);
        }

        Activity.Settled(message, disposition, _timeProvider.GetTimestamp());
        _slots.Release();
    }

    /// <summary>Waits until the pump stops or the message is lost.</summary>
    private async Task HoldAsync(MessageInHand inHand, CancellationToken stopReceiving)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Activity.Held();

        await using (stopReceiving.Register(() => end.TrySetResult()))
        await using (inHand.Work.Register(() => end.TrySetResult()))
        {
            await end.Task;
        }

        Activity.LetGo();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Receiving from queue {Queue}.")]
        public static partial void Started(ILogger logger, string queue);

        [LoggerMessage(2, LogLevel.Information, "Stopped receiving from queue {Queue}; everything in hand is settled.")]
        public static partial void Stopped(ILogger logger, string queue);

        [LoggerMessage(3, LogLevel.Error, "Receiving from queue {Queue} failed; it is tried again.")]
        public static partial void ReceiveFailed(ILogger logger, Exception exception, string queue);

        [LoggerMessage(4, LogLevel.Error, "Handling message {MessageId} of queue {Queue} failed; it is received again later.")]
        public static partial void HandlingFailed(ILogger logger, Exception exception, string messageId, string queue);
    }
}
