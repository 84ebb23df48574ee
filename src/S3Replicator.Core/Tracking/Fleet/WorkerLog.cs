using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using S3Replicator.Core.State;

namespace S3Replicator.Core.Tracking.Fleet;

/// <summary>The workers of a fleet in its state store, a small object each.</summary>
public sealed partial class WorkerLog(IStateStore store, ILogger<WorkerLog> logger)
{
    private const string Root = "workers/";

    /// <summary>Writes how a worker is.</summary>
    public Task WriteAsync(WorkerSnapshot snapshot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return store.PutAsync(NameOf(snapshot.Worker), FleetJson.Write(snapshot), StateCondition.None, cancellationToken);
    }

    /// <summary>Removes a worker that has ended.</summary>
    public Task RemoveAsync(WorkerIdentity worker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return store.DeleteAsync(NameOf(worker), cancellationToken);
    }

    /// <summary>All that there are; one that cannot be read is logged and left out.</summary>
    public async IAsyncEnumerable<WorkerSnapshot> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (entry, found) in store.ReadAsync(store.ListAsync(Root, cancellationToken), cancellationToken))
        {
            if (FleetJson.Read(found.Content.Span) is { } worker)
            {
                yield return worker;
            }
            else
            {
                Log.Unreadable(logger, entry.Name);
            }
        }
    }

    /// <summary>Removes those that have been silent for so long.</summary>
    public async Task SweepAsync(TimeSpan silence, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await foreach (var worker in ListAsync(cancellationToken))
        {
            if (worker.IsLost(now) && now - worker.LastSeen >= silence)
            {
                Log.Forgotten(logger, worker.Worker.Id, worker.Worker.Instance, worker.LastSeen);
                await RemoveAsync(worker.Worker, cancellationToken);
            }
        }
    }

    private static string NameOf(WorkerIdentity worker) => $"{Root}{StateNames.Segment(worker.Id)}-{StateNames.Segment(worker.Instance)}.json";

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The state has a worker that cannot be read: {Name}")]
        public static partial void Unreadable(ILogger logger, string name);

        [LoggerMessage(2, LogLevel.Information, "Worker {Worker} ({Instance}) has not been heard of since {LastSeen}; it is forgotten.")]
        public static partial void Forgotten(ILogger logger, string worker, string instance, DateTimeOffset lastSeen);
    }
}
