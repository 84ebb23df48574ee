using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning.Explaining;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Pipeline.DryRun;

/// <summary>Shows each message once with what it would cause, and holds it so that it is received once; nothing is written or settled.</summary>
public sealed partial class DryRunHandler(
    IRuleSnapshot rules, EventExplainer explainer, ReplicationTracker tracker, IDryRunOutput output, ILogger<DryRunHandler> logger)
    : IMessageHandler, IDisposable
{
    private const int AtOnce = 16;

    private readonly ConcurrentDictionary<string, byte> _shown = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turns = new(AtOnce, AtOnce);
    private readonly DryRunCounts _counts = new();

    /// <summary>What was shown so far, as the summary of a run that has done nothing.</summary>
    public RunSummary Summarize() => tracker.Summarize() with { Skipped = _counts.Skipped(), DryRun = _counts.Summarize() };

    /// <inheritdoc />
    public async Task<Disposition> HandleAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);

        // One that was lost on the way comes a second time.
        if (_shown.TryAdd(message.MessageId, 0))
        {
            try
            {
                await ShowAsync(message, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                _shown.TryRemove(message.MessageId, out _);
                throw;
            }
        }

        return Disposition.Hold;
    }

    /// <inheritdoc />
    public void Dispose() => _turns.Dispose();

    private async Task ShowAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var records = EventDecoder.Default.Decode(message.Body);
        var ruleSet = rules.Current;
        var explained = new List<ExplainedRecord>(records.Count);
        await _turns.WaitAsync(cancellationToken);

        try
        {
            foreach (var record in records)
            {
                explained.Add(await explainer.ExplainAsync(record, ruleSet, cancellationToken));
            }
        }
        finally
        {
            _turns.Release();
        }

        output.Show(message, explained);
        Count(explained);

        if (message.IsLastReceive)
        {
            Log.LastReceive(logger, message.MessageId);
        }
    }

    private void Count(List<ExplainedRecord> records)
    {
        tracker.Received(records.Count);
        _counts.Add(records);

        foreach (var record in records)
        {
            if (record.Record.Rejected is { } rejected)
            {
                tracker.Rejected(rejected);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Message {MessageId} has been received as often as its queue's redrive policy lets it be: the next receive moves it to the dead-letter queue.")]
        public static partial void LastReceive(ILogger logger, string messageId);
    }
}
