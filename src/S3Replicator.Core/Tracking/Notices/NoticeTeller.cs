using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using S3Replicator.Core.State;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tracking.Notices;

/// <summary>Tells the outside what becomes of operations: each thing once.</summary>
public sealed partial class NoticeTeller : IOperationObserver, IDisposable
{
    private const int Remembered = 50_000;
    private const int StateTries = 5;

    private static readonly TimeSpan StatePause = TimeSpan.FromMilliseconds(200);

    private readonly NoticeMarks _marks;
    private readonly NoticeSender? _sender;
    private readonly NoticeOptions _options;
    private readonly ServerClock _clock;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<NoticeTeller> _logger;
    private readonly RecentlyTold _told = new(Remembered);
    private readonly ConcurrentDictionary<Task, byte> _telling = new();

    /// <summary>Prepares the teller.</summary>
    /// <param name="marks">Where is kept what has been told: for a fleet, its state.</param>
    /// <param name="sender">Sends events; without one they are only logged.</param>
    /// <param name="options">How.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="timeProvider">The clock to wait by.</param>
    /// <param name="logger">The log.</param>
    public NoticeTeller(
        IStateStore marks, NoticeSender? sender, NoticeOptions options, ServerClock clock, TimeProvider timeProvider, ILogger<NoticeTeller> logger)
    {
        _marks = new(marks, timeProvider);
        _sender = sender;
        _options = options;
        _clock = clock;
        _timeProvider = timeProvider;
        _logger = logger;
    }

    /// <inheritdoc />
    public ValueTask MissedAsync(MissedThreshold missed, CancellationToken cancellationToken)
    {
        // Many may miss at one time, and none of them is held up by the telling.
        var notice = Notice.Of(missed, _clock.UtcNow);
        _ = TrackAsync(GuardAsync(notice, () => MissAsync(notice)));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask EndedAsync(EndedOperation operation, CancellationToken cancellationToken)
    {
        // What is in order is only worth telling where somebody listens.
        if (NoticeChoice.Of(operation) is not { } choice || (choice.Proof == NoticeProof.None && !IsHeard(choice.Kind)))
        {
            return ValueTask.CompletedTask;
        }

        var notice = Notice.Of(operation, choice.Kind);
        return new(HoldAsync(TrackAsync(GuardAsync(notice, () => CloseAsync(notice, choice.Proof))), cancellationToken));
    }

    /// <summary>Sends what there is to send until <see cref="CompleteAsync"/> has ended, or until it is told to give up what is left.</summary>
    public Task RunAsync(CancellationToken giveUp) => _sender?.RunAsync(giveUp) ?? Task.CompletedTask;

    /// <summary>Nothing more will be told: waits for what is being told.</summary>
    public async Task CompleteAsync(CancellationToken giveUp)
    {
        try
        {
            await QuietAsync(giveUp);
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            Log.Unfinished(_logger, _telling.Count);
        }

        _sender?.Complete();
    }

    /// <summary>Waits until nothing is being told.</summary>
    internal async Task QuietAsync(CancellationToken cancellationToken)
    {
        while (!_telling.IsEmpty)
        {
            await Task.WhenAll(_telling.Keys).WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _marks.Dispose();

    /// <summary>Deletes old marks.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken) =>
        _marks.ForgetAsync(DateOnly.FromDateTime((_timeProvider.GetUtcNow() - _options.KeepMarksFor).UtcDateTime), cancellationToken);

    private bool IsHeard(NoticeKind kind) =>
        (_sender is not null && (_options.Completed || kind != NoticeKind.OperationCompletedReplication)) || _logger.IsEnabled(LogLevel.Debug);

    private Task TrackAsync(Task telling)
    {
        if (!telling.IsCompleted)
        {
            _telling.TryAdd(telling, 0);
            _ = ForgetAsync(telling);
        }

        return telling;
    }

    private async Task ForgetAsync(Task telling)
    {
        await Task.WhenAny(telling);
        _telling.TryRemove(telling, out _);
    }

    private async Task CloseAsync(Notice notice, NoticeProof proof)
    {
        var isNew = proof switch
        {
            NoticeProof.None => true,
            NoticeProof.Memory => !_told.Contains(notice.Operation.Text),
            _ => !(notice.Kind == NoticeKind.OperationCompletedReplication && _told.Contains(notice.Operation.Text)),
        };

        if (!isNew)
        {
            return;
        }

        if (proof is NoticeProof.None or NoticeProof.Memory)
        {
            _told.Add(notice.Operation.Text);
            await TellAsync(notice);
            return;
        }

        if (notice.Kind == NoticeKind.OperationReplicatedAfterThreshold)
        {
            // Where nobody had it in hand at its deadline, nobody has told of the miss.
            await MissAsync(notice with { Kind = NoticeKind.OperationMissedThreshold });
        }

        if (await _marks.TryCloseAsync(notice.Operation, notice.Kind, proof == NoticeProof.OpenMark, CancellationToken.None) is { } claim)
        {
            var cause = notice.Cause == DelayCause.Unknown ? claim.Cause : notice.Cause;
            await ConfirmAsync(notice with { Kind = claim.Kind, Cause = cause });
        }
    }

    private async Task MissAsync(Notice notice)
    {
        if (await _marks.TryMissAsync(notice.Operation, notice.Cause, CancellationToken.None))
        {
            await ConfirmAsync(notice);
        }
    }

    private async Task ConfirmAsync(Notice notice)
    {
        if (await TellAsync(notice))
        {
            await _marks.ConfirmAsync(notice, CancellationToken.None);
        }
    }

    private Task<bool> TellAsync(Notice notice)
    {
        Write(notice);
        var isWanted = notice.Kind != NoticeKind.OperationCompletedReplication || _options.Completed;
        return _sender is null || !isWanted ? Task.FromResult(true) : _sender.SendAsync(notice);
    }

    /// <summary>Waits a while, and then lets the telling go on by itself.</summary>
    private async Task HoldAsync(Task telling, CancellationToken cancellationToken)
    {
        try
        {
            await telling.WaitAsync(_options.HoldFor, _timeProvider, cancellationToken);
        }
        catch (TimeoutException)
        {
            Log.Slow(_logger, _options.HoldFor);
        }
    }

    private async Task GuardAsync(Notice notice, Func<Task> tell)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await tell();
                return;
            }
            catch (StateStoreException exception) when (attempt < StateTries)
            {
                Log.StateFault(_logger, exception.Message);
                await Task.Delay(StatePause * Math.Pow(2, attempt), _timeProvider, CancellationToken.None);
            }
            catch (StateStoreException exception)
            {
                Log.Untold(_logger, notice.Id, exception.Message);
                return;
            }
        }
    }

    private void Write(Notice notice)
    {
        var (bucket, key, rule) = (notice.Event.Bucket, notice.Event.Key, notice.Decision.Rule.Rule.Id);

        if (notice.Kind == NoticeKind.OperationMissedThreshold)
        {
            Log.Missed(_logger, bucket, key, rule, notice.Decision.Rule.Rule.Threshold, notice.Cause);
        }
        else if (notice.Kind == NoticeKind.OperationReplicatedAfterThreshold)
        {
            Log.Late(_logger, bucket, key, rule, notice.Lag);
        }
        else
        {
            Log.Told(_logger, notice.Kind, bucket, key, rule);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "s3://{Bucket}/{Key} by rule {Rule} has missed its threshold of {Threshold} and is still pending. Cause so far: {Cause}.")]
        public static partial void Missed(ILogger logger, string bucket, string key, string rule, TimeSpan threshold, DelayCause cause);

        [LoggerMessage(2, LogLevel.Information, "s3://{Bucket}/{Key} by rule {Rule} was replicated after its threshold, {Lag} after its event.")]
        public static partial void Late(ILogger logger, string bucket, string key, string rule, TimeSpan? lag);

        [LoggerMessage(3, LogLevel.Debug, "{Kind}: s3://{Bucket}/{Key} by rule {Rule}")]
        public static partial void Told(ILogger logger, NoticeKind kind, string bucket, string key, string rule);

        [LoggerMessage(4, LogLevel.Warning, "Events about operations cannot be sent within {Time}; work goes on without waiting for them.")]
        public static partial void Slow(ILogger logger, TimeSpan time);

        [LoggerMessage(5, LogLevel.Warning, "What has been told of operations cannot be looked up, which is tried again: {Message}")]
        public static partial void StateFault(ILogger logger, string message);

        [LoggerMessage(7, LogLevel.Error, "{Count} events about operations are given up, as the worker has to end.")]
        public static partial void Unfinished(ILogger logger, int count);

        [LoggerMessage(6, LogLevel.Error, "Event {Id} about an operation is not told, since it cannot be found out whether it was told before: {Message}")]
        public static partial void Untold(ILogger logger, string id, string message);
    }
}
