namespace S3Replicator.Core.Queueing;

/// <summary>Finds out when queues have been empty, and nothing in hand, for long enough.</summary>
public sealed class DrainWatch(
    IReadOnlyList<(IMessageQueue Queue, PumpActivity Activity)> queues, TimeSpan quiet, TimeSpan visibilityTimeout, TimeProvider timeProvider)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Returns when for the quiet time every queue has had nothing but messages that are left for redrive and those that are held, or no more can be taken.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var pause = quiet / 4 < LongestPause ? quiet / 4 : LongestPause;
        pause = pause > TimeSpan.FromMilliseconds(50) ? pause : TimeSpan.FromMilliseconds(50);
        long? quietSince = null;
        var received = -1L;

        while (true)
        {
            var seen = queues.Sum(pair => pair.Activity.ReceivedCount - pair.Activity.LeftCount);
            var isQuiet = await IsQuietAsync(cancellationToken);

            if (!isQuiet || seen > received)
            {
                quietSince = isQuiet ? timeProvider.GetTimestamp() : null;
                received = seen;
            }
            else if (quietSince is { } since && timeProvider.GetElapsedTime(since) >= quiet)
            {
                return;
            }
            else
            {
                quietSince ??= timeProvider.GetTimestamp();
            }

            await Task.Delay(pause, timeProvider, cancellationToken);
        }
    }

    private async Task<bool> IsQuietAsync(CancellationToken cancellationToken)
    {
        foreach (var (queue, activity) in queues)
        {
            var held = activity.HeldCount;

            if (activity.InHandCount > held)
            {
                return false;
            }

            if (activity.IsFull)
            {
                continue;
            }

            var depth = await queue.GetDepthAsync(cancellationToken);

            if (depth.Visible + depth.NotVisible + depth.Delayed > ExpectedLeft(activity) + held)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Messages left for redrive that the queue may still hold: one not seen for two visibility timeouts has gone to the dead-letter queue.</summary>
    private int ExpectedLeft(PumpActivity activity) =>
        activity.LeftForRedrive.Values.Count(seenAt => timeProvider.GetElapsedTime(seenAt) < 2 * visibilityTimeout);
}
