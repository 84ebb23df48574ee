using Microsoft.Extensions.Logging;
using S3Replicator.Core.State;
using S3Replicator.Core.State.Uploads;

namespace S3Replicator.Core.Copying.Parts;

/// <summary>The right of this worker to one copy in parts; renewed for as long as the copy goes on, and lapsing by itself when the worker dies.</summary>
internal sealed partial class UploadClaim : IAsyncDisposable
{
    private const int RenewalsPerClaim = 3;

    private readonly IUploadLog? _log;
    private readonly TimeSpan _length;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger? _logger;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewing;
    private string? _etag;
    private bool _hasUploadOnRecord;

    public UploadClaim(
        IUploadLog? log, UploadRecord record, string? etag, bool isContinued, TimeSpan length, TimeProvider timeProvider, ILogger? logger)
    {
        _log = log;
        _etag = etag;
        _length = length;
        _timeProvider = timeProvider;
        _logger = logger;
        _hasUploadOnRecord = record.UploadId is not null && log is not null;
        Record = record;
        IsContinued = isContinued;
        Lost = _lost.Token;
        _renewing = log is null ? Task.CompletedTask : RenewAsync(_ended.Token);
    }

    /// <summary>The copy as it is on record.</summary>
    public UploadRecord Record { get; private set; }

    /// <summary>Whether another worker, or an earlier try, has begun the copy.</summary>
    public bool IsContinued { get; }

    /// <summary>Whether whoever comes next finds the upload.</summary>
    public bool CanBeContinued => _hasUploadOnRecord && !Lost.IsCancellationRequested;

    /// <summary>Fires when another worker has taken the copy.</summary>
    public CancellationToken Lost { get; }

    /// <summary>A claim that nobody else hears of.</summary>
    public static UploadClaim Unkept(UploadRecord record) =>
        new(log: null, record, etag: null, isContinued: false, TimeSpan.Zero, TimeProvider.System, logger: null);

    /// <summary>Puts on record what has come of the copy; where that cannot be done, this worker knows it all the same.</summary>
    public async Task WriteAsync(Func<UploadRecord, UploadRecord> change, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);

        try
        {
            Record = change(Record);

            if (_log is null || Lost.IsCancellationRequested)
            {
                return;
            }

            if (await _log.WriteAsync(Record, _etag, cancellationToken) is { } etag)
            {
                _etag = etag;
                _hasUploadOnRecord = Record.UploadId is not null;
                return;
            }

            await _lost.CancelAsync();
        }
        catch (StateStoreException exception)
        {
            Log.OutOfReach(_logger!, Record.Source.Bucket, Record.Source.Key, exception.Message);
        }
        finally
        {
            _writing.Release();
        }
    }
    /// <summary>Lets the next one who comes continue at once.</summary>
    public async Task ReleaseAsync()
    {
        await EndAsync();
        await WriteAsync(record => record with { HeldUntil = _timeProvider.GetUtcNow() }, CancellationToken.None);
    }

    /// <summary>Forgets the copy, which is done or given up.</summary>
    public async Task RemoveAsync()
    {
        await EndAsync();

        if (_log is null || Lost.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await _log.RemoveAsync(Record, CancellationToken.None);
        }
        catch (StateStoreException exception)
        {
            Log.OutOfReach(_logger!, Record.Source.Bucket, Record.Source.Key, exception.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _ended.Dispose();
        _lost.Dispose();
        _writing.Dispose();
    }

    private async Task EndAsync()
    {
        if (!_ended.IsCancellationRequested)
        {
            await _ended.CancelAsync();
        }

        await _renewing;
    }

    private async Task RenewAsync(CancellationToken ended)
    {
        try
        {
            while (!Lost.IsCancellationRequested)
            {
                await Task.Delay(_length / RenewalsPerClaim, _timeProvider, ended);

                // Never cut short: a write that took effect unseen would make the next one fail.
                await WriteAsync(record => record with { HeldUntil = _timeProvider.GetUtcNow() + _length }, CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The copy has ended.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The record of the copy of s3://{Bucket}/{Key} in parts cannot be written: {Message}")]
        public static partial void OutOfReach(ILogger logger, string bucket, string? key, string message);
    }
}
