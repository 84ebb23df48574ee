using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace S3Replicator.Core.Queueing;

/// <summary>What the queues hold, as they last said.</summary>
public sealed partial class QueueDepths(IReadOnlyList<(IMessageQueue Queue, PumpActivity Activity)> queues, ILogger<QueueDepths> logger)
{
    private ImmutableArray<(string Queue, QueueDepth Depth)> _depths = [];
    private long _besideInHand;

    /// <summary>The depth of each queue that has answered.</summary>
    public ImmutableArray<(string Queue, QueueDepth Depth)> All => _depths;

    /// <summary>Messages that are not in this worker's hand.</summary>
    public long BesideInHand => Interlocked.Read(ref _besideInHand);

    /// <summary>Asks every queue; one that does not answer is left out until it does.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        var depths = ImmutableArray.CreateBuilder<(string, QueueDepth)>(queues.Count);
        long beside = 0;

        foreach (var (queue, activity) in queues)
        {
            try
            {
                var depth = await queue.GetDepthAsync(cancellationToken);
                depths.Add((queue.Name, depth));
                beside += Math.Max(0, depth.Visible + depth.NotVisible + depth.Delayed - activity.InHandCount);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // How much is pending is worth knowing; not knowing it must not end the worker.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Log.Unanswered(logger, queue.Name, exception.Message);
            }
        }

        _depths = depths.ToImmutable();
        Interlocked.Exchange(ref _besideInHand, beside);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Queue {Queue} does not say how many messages it holds: {Message}")]
        public static partial void Unanswered(ILogger logger, string queue, string message);
    }
}
