using Microsoft.Extensions.Logging;
using S3Replicator.Core.State;

namespace S3Replicator.Core.Tracking.Fleet;

/// <summary>Writes how this worker is again and again, and clears away those that are long lost.</summary>
/// <param name="workers">Where the fleet is kept.</param>
/// <param name="sweep">The right to clear away, which one worker has.</param>
/// <param name="options">How often.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class WorkerReports(
    WorkerLog workers, StateLease sweep, FleetOptions options, TimeProvider timeProvider, ILogger<WorkerReports> logger)
{
    /// <summary>Writes until told to stop.</summary>
    public async Task RunAsync(Func<WorkerSnapshot> take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(take);
        var sweepEvery = options.ForgetAfter / 4 > options.WriteEvery ? options.ForgetAfter / 4 : options.WriteEvery;
        var sweptAt = timeProvider.GetTimestamp();

        while (true)
        {
            try
            {
                var snapshot = take();
                await workers.WriteAsync(snapshot, cancellationToken);

                if (timeProvider.GetElapsedTime(sweptAt) >= sweepEvery)
                {
                    sweptAt = timeProvider.GetTimestamp();

                    // Longer than a pause, so that one and the same worker goes on with it.
                    if (await sweep.TryTakeAsync(sweepEvery * 2, cancellationToken))
                    {
                        await workers.SweepAsync(options.ForgetAfter, snapshot.LastSeen, cancellationToken);
                    }
                }
            }
            catch (StateStoreException exception)
            {
                Log.NotWritten(logger, exception.Message);
            }

            await Task.Delay(options.WriteEvery, timeProvider, cancellationToken);
        }
    }

    /// <summary>Removes this worker, which ends; where that fails it is lost in a while, and forgotten.</summary>
    public async Task EndAsync(WorkerIdentity worker, CancellationToken cancellationToken)
    {
        try
        {
            await workers.RemoveAsync(worker, cancellationToken);
        }
        catch (StateStoreException exception)
        {
            Log.NotWritten(logger, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The fleet cannot be told how this worker is: {Message}")]
        public static partial void NotWritten(ILogger logger, string message);
    }
}
