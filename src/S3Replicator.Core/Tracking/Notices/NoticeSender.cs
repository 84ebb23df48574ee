using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace S3Replicator.Core.Tracking.Notices;

/// <summary>Gathers notices into batches of ten and sends them, again where the queue does not take them.</summary>
public sealed partial class NoticeSender(
    INoticeQueue queue, NoticeOptions options, ReplicatorMetrics metrics, TimeProvider timeProvider, ILogger<NoticeSender> logger)
{
    private const int BatchSize = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    private readonly Channel<Letter> _waiting = Channel.CreateBounded<Letter>(new BoundedChannelOptions(options.Capacity) { SingleReader = true });

    /// <summary>Ends with true when the notice is sent, with false when it is given up.</summary>
    public Task<bool> SendAsync(Notice notice)
    {
        var letter = new Letter(
            new(notice.Id, notice.Operation.Text, NoticeJson.Write(notice, options.EventSource)), notice.Kind, timeProvider.GetTimestamp());

        if (!_waiting.Writer.TryWrite(letter))
        {
            GiveUp(letter);
        }

        return letter.Task;
    }

    /// <summary>No more come; <see cref="RunAsync"/> ends when those there are have been sent.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    public async Task RunAsync(CancellationToken giveUp)
    {
        var batch = new List<Letter>(BatchSize);

        try
        {
            while (await _waiting.Reader.WaitToReadAsync(giveUp))
            {
                Gather(batch);

                if (batch.Count < BatchSize && options.SendWithin > TimeSpan.Zero && !_waiting.Reader.Completion.IsCompleted)
                {
                    await Task.Delay(options.SendWithin, timeProvider, giveUp);
                    Gather(batch);
                }

                await SendAsync(batch, giveUp);
            }
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            Complete();

            while (_waiting.Reader.TryRead(out var left))
            {
                batch.Add(left);
            }

            batch.ForEach(GiveUp);
        }
    }

    private void Gather(List<Letter> batch)
    {
        while (batch.Count < BatchSize && _waiting.Reader.TryRead(out var letter))
        {
            batch.Add(letter);
        }
    }

    private async Task SendAsync(List<Letter> batch, CancellationToken giveUp)
    {
        for (var pause = FirstPause; batch.Count > 0; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var refused = await TryAsync([.. batch.Select(letter => letter.Message)], giveUp);

            foreach (var letter in batch.Where(letter => !refused.Contains(letter.Message)))
            {
                metrics.NoticeSent(letter.Kind);
                letter.TrySetResult(true);
            }

            batch.RemoveAll(letter => letter.Task.IsCompleted);

            foreach (var old in batch.Where(letter => timeProvider.GetElapsedTime(letter.Since) >= options.TryFor))
            {
                GiveUp(old);
            }

            batch.RemoveAll(letter => letter.Task.IsCompleted);

            if (batch.Count > 0)
            {
                await Task.Delay(pause, timeProvider, giveUp);
            }
        }
    }

    private async Task<IReadOnlyCollection<NoticeMessage>> TryAsync(NoticeMessage[] messages, CancellationToken giveUp)
    {
        try
        {
            return await queue.SendAsync(messages, giveUp);
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever keeps one batch from being sent must not end the loop.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.SendFailed(logger, messages.Length, exception.Message);
            return messages;
        }
    }

    private void GiveUp(Letter letter)
    {
        if (letter.TrySetResult(false))
        {
            metrics.NoticeLost(letter.Kind);
            Log.Lost(logger, letter.Message.Id);
        }
    }

    private sealed class Letter(NoticeMessage message, NoticeKind kind, long since) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public NoticeMessage Message { get; } = message;

        public NoticeKind Kind { get; } = kind;

        public long Since { get; } = since;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} events about operations cannot be sent, which is tried again: {Message}")]
        public static partial void SendFailed(ILogger logger, int count, string message);

        [LoggerMessage(2, LogLevel.Error, "Event {Id} about an operation is given up: the queue for events has taken none for too long.")]
        public static partial void Lost(ILogger logger, string id);
    }
}
