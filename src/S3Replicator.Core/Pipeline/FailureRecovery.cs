using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using S3Replicator.Core.State;
using S3Replicator.Core.State.Failures;

namespace S3Replicator.Core.Pipeline;

/// <summary>Finds out now and then whether what made operations fail has been mended, and takes them up again where it has.</summary>
public sealed partial class FailureRecovery(
    FailureLog failures, FailureRetry retry, IRuleSnapshot rules, StateLease lease, TimeProvider timeProvider, ILogger<FailureRecovery> logger)
{
    private const int ProbesPerRule = 3;
    private const int AtOnce = 16;

    /// <summary>Looks every so often until told to stop; of a fleet, one worker does.</summary>
    public async Task RunAsync(TimeSpan every, Random random, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(every, timeProvider, cancellationToken);

            try
            {
                // Longer than a pause, so that one and the same worker goes on with it.
                if (await lease.TryTakeAsync(every * 2, cancellationToken))
                {
                    await RecoverAsync(random, cancellationToken);
                }
            }
            catch (StateStoreException exception)
            {
                Log.OutOfReach(logger, exception.Message);
            }
        }
    }

    /// <summary>Probes a few failures of each rule, and tries all that have the cause of one that went well.</summary>
    internal async Task RecoverAsync(Random random, CancellationToken cancellationToken)
    {
        var mended = new ConcurrentDictionary<FailureCause, bool>();

        foreach (var probe in await failures.SampleAsync(ProbesPerRule, random, cancellationToken))
        {
            var cause = FailureCause.Of(probe);

            if (probe.MayRecover && !mended.ContainsKey(cause) && (await retry.ProbeAsync(probe, rules.Current, cancellationToken)).IsSettled)
            {
                mended[cause] = true;
                Log.Mended(logger, cause.Reason, cause.Rule, cause.DestinationBucket);
            }
        }

        foreach (var rule in mended.Keys.Select(cause => cause.Rule).Distinct(StringComparer.Ordinal))
        {
            await Parallel.ForEachAsync(
                failures.ListAsync(new() { Rule = rule }, cancellationToken),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                (failure, token) => TakeUpAsync(failure, mended, token));
        }
    }

    private async ValueTask TakeUpAsync(FailureRecord failure, ConcurrentDictionary<FailureCause, bool> mended, CancellationToken cancellationToken)
    {
        var cause = FailureCause.Of(failure);

        if (mended.GetValueOrDefault(cause) && !(await retry.ProbeAsync(failure, rules.Current, cancellationToken)).IsSettled)
        {
            // It is back, or was never the whole of it: the next look begins with a probe again.
            mended[cause] = false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Reason} of rule {Rule} into {Bucket} seems to be mended: what failed for it is taken up again.")]
        public static partial void Mended(ILogger logger, string reason, string rule, string bucket);

        [LoggerMessage(2, LogLevel.Warning, "Recorded failures cannot be looked at: {Message}")]
        public static partial void OutOfReach(ILogger logger, string message);
    }
}
