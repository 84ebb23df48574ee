using Microsoft.Extensions.Logging;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>Looks at what is pending again and again: tells of misses, and warns of those that are to be expected.</summary>
public sealed partial class LagWatch(ReplicationTracker tracker, LagBook lagBook, LagOptions options, TimeProvider timeProvider, ILogger<LagWatch> logger)
{
    private static readonly TimeSpan ForecastEvery = TimeSpan.FromSeconds(1);

    private readonly HashSet<RuleRoute> _warned = [];

    /// <summary>Watches until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.SweepEvery, timeProvider);
        var forecastAt = timeProvider.GetTimestamp();

        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await tracker.SweepAsync(cancellationToken);

            if (timeProvider.GetElapsedTime(forecastAt) >= ForecastEvery)
            {
                forecastAt = timeProvider.GetTimestamp();
                Warn();
            }
        }
    }

    /// <summary>Warns once for each time that misses come into sight.</summary>
    internal void Warn()
    {
        foreach (var rule in lagBook.Snapshot())
        {
            if (!rule.Forecast.IsMissExpected)
            {
                _warned.Remove(rule.Route);
            }
            else if (_warned.Add(rule.Route))
            {
                var backlog = rule.Pending + rule.PendingInQueue;

                if (rule.Forecast.ClearIn is { } time)
                {
                    Log.MissExpected(logger, rule.Route.RuleId, rule.Route.DestinationBucket, rule.Threshold, backlog, time);
                }
                else
                {
                    Log.NothingEnds(logger, rule.Route.RuleId, rule.Route.DestinationBucket, rule.Threshold, backlog);
                }
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Rule {Rule} into {Bucket} is about to miss its threshold of {Threshold}: {Backlog} operations are pending, which take {Time} at the present rate.")]
        public static partial void MissExpected(ILogger logger, string rule, string bucket, TimeSpan threshold, long backlog, TimeSpan time);

        [LoggerMessage(2, LogLevel.Warning, "Rule {Rule} into {Bucket} is about to miss its threshold of {Threshold}: {Backlog} operations are pending, and none has ended in the last minute.")]
        public static partial void NothingEnds(ILogger logger, string rule, string bucket, TimeSpan threshold, long backlog);
    }
}
