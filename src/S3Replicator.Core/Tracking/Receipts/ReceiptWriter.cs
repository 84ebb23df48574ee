using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using S3Replicator.Core.State;

namespace S3Replicator.Core.Tracking.Receipts;

/// <summary>Gathers receipts and writes them in segments; operations never wait for it.</summary>
public sealed partial class ReceiptWriter : IOperationObserver
{
    private readonly string _worker;
    private readonly ReceiptOptions _options;
    private readonly ReplicatorMetrics _metrics;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<ReceiptWriter> _logger;
    private readonly Channel<Receipt> _waiting;
    private readonly ReceiptSegments _segments;
    private long _lost;

    /// <summary>Prepares the writer; <see cref="RunAsync"/> does the writing.</summary>
    public ReceiptWriter(
        IStateStore store, string worker, ReceiptOptions options, ReplicatorMetrics metrics, TimeProvider timeProvider, ILogger<ReceiptWriter> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _worker = worker;
        _options = options;
        _metrics = metrics;
        _timeProvider = timeProvider;
        _logger = logger;
        _waiting = Channel.CreateBounded<Receipt>(new BoundedChannelOptions(options.Capacity) { SingleReader = true });
        _segments = new(store, worker);
    }

    /// <summary>How many receipts were given up.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <inheritdoc />
    public ValueTask EndedAsync(EndedOperation operation, CancellationToken cancellationToken)
    {
        Add(operation);
        return ValueTask.CompletedTask;
    }

    /// <summary>Takes the receipt of an operation that has ended.</summary>
    internal void Add(EndedOperation end)
    {
        if (!_waiting.Writer.TryWrite(Receipt.Of(end, _worker)))
        {
            Lose(1);
        }
    }

    /// <summary>No more receipts come; <see cref="RunAsync"/> ends when those there are have been written.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>Writes receipts until <see cref="Complete"/>, or until it is told to give up those that are left.</summary>
    public async Task RunAsync(CancellationToken giveUp)
    {
        var batch = new ReceiptBatch();

        try
        {
            while (await _waiting.Reader.WaitToReadAsync(giveUp))
            {
                await FillAsync(batch, giveUp);

                while (batch.TryTake(out var hour, out var content, out var count))
                {
                    await WriteAsync(hour, content, count, giveUp);
                }
            }
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            Complete();
            var left = batch.Count;

            while (_waiting.Reader.TryRead(out _))
            {
                left++;
            }

            Lose(left);
        }

        if (Lost > 0)
        {
            Log.Lost(_logger, Lost);
        }
    }

    private async Task FillAsync(ReceiptBatch batch, CancellationToken giveUp)
    {
        using var due = new CancellationTokenSource(_options.FlushAfter, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, giveUp);

        try
        {
            while (batch.Bytes < _options.SegmentBytes)
            {
                if (_waiting.Reader.TryRead(out var receipt))
                {
                    batch.Add(receipt);
                }
                else if (!await _waiting.Reader.WaitToReadAsync(either.Token))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (due.IsCancellationRequested && !giveUp.IsCancellationRequested)
        {
            // They have waited long enough for company.
        }
    }

    private async Task WriteAsync(ReceiptHour hour, ReadOnlyMemory<byte> content, int count, CancellationToken giveUp)
    {
        var isWritten = false;

        try
        {
            for (var pause = _options.FirstPause; !isWritten; pause = pause * 2 < _options.LongestPause ? pause * 2 : _options.LongestPause)
            {
                isWritten = await TryWriteAsync(hour, content, giveUp);

                if (!isWritten)
                {
                    await Task.Delay(pause, _timeProvider, giveUp);
                }
            }
        }
        finally
        {
            if (isWritten)
            {
                _metrics.ReceiptsWritten(count);
            }
            else
            {
                Lose(count);
            }
        }
    }

    private async Task<bool> TryWriteAsync(ReceiptHour hour, ReadOnlyMemory<byte> content, CancellationToken giveUp)
    {
        try
        {
            await _segments.WriteAsync(hour, content, giveUp);
            return true;
        }
        catch (StateStoreException exception)
        {
            Log.WriteFailed(_logger, hour.Prefix, exception.Message);
            return false;
        }
    }

    private void Lose(int count)
    {
        if (count > 0)
        {
            _metrics.ReceiptsLost(count);

            if (Interlocked.Add(ref _lost, count) == count)
            {
                Log.FirstLost(_logger);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Receipts cannot be written under {Prefix}, which is tried again: {Message}")]
        public static partial void WriteFailed(ILogger logger, string prefix, string message);

        [LoggerMessage(2, LogLevel.Error, "Receipts are being lost: the state store has taken none for too long. The counter s3replicator.receipts.lost has their number.")]
        public static partial void FirstLost(ILogger logger);

        [LoggerMessage(3, LogLevel.Error, "{Count} receipts were lost.")]
        public static partial void Lost(ILogger logger, long count);
    }
}
