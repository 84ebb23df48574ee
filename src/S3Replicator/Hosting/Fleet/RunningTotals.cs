using S3Replicator.Core.Pipeline;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Fleet;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Hosting.Fleet;

/// <summary>Takes the figures of this worker together.</summary>
internal sealed class RunningTotals(
    ReplicationTracker tracker,
    LagBook lagBook,
    DestinationCircuits circuits,
    IReadOnlyList<MessagePump> pumps,
    QueueDepths depths)
{
    public FleetTotals Take(DateTimeOffset now)
    {
        var summary = tracker.Summarize();
        var latencies = lagBook.Distributions();

        return new()
        {
            InHand = pumps.Sum(pump => pump.Activity.InHandCount),
            Received = summary.Received,
            Replicated = summary.Replicated,
            Deleted = summary.Deleted,
            Synced = summary.Synced,
            Bytes = summary.Bytes,
            Skipped = summary.Skipped,
            Failed = summary.Failed,
            Unreadable = summary.Unreadable,
            Requests = summary.Requests,
            Rules = [.. lagBook.Snapshot().Select(rule => FleetRule.Of(rule, latencies.GetValueOrDefault(rule.Route, LatencyDistribution.None)))],
            Circuits = [.. circuits.Open.Select(circuit => new FleetCircuit(circuit.Bucket, circuit.Role, circuit.Fault, Workers: 1))],
            Queues = [.. depths.All.Select(queue => new FleetQueue(queue.Queue, now, queue.Depth.Visible, queue.Depth.NotVisible, queue.Depth.Delayed))],
        };
    }
}
