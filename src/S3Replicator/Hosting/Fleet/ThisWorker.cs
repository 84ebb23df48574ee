using S3Replicator.Core.Rules.Sources;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Fleet;

namespace S3Replicator.Hosting.Fleet;

/// <summary>How this worker is.</summary>
internal sealed class ThisWorker(WorkerIdentity identity, RunningTotals totals, RuleSetHolder rules, ServerClock clock, FleetOptions options)
{
    public WorkerIdentity Identity => identity;

    public WorkerSnapshot Take()
    {
        var now = clock.UtcNow;
        var current = rules.Current;
        return new()
        {
            Worker = identity,
            LastSeen = now,
            EverySeconds = options.WriteEvery.TotalSeconds,
            RulesRevision = current.Rules.Revision,
            IsDegraded = current.IsDegraded,
            Totals = totals.Take(now),
        };
    }
}
