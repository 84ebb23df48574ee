using S3Replicator.Core.Rules.Sources;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Hosting;

/// <summary>Counts reloads by what came of them.</summary>
internal sealed class ReloadMetrics(ReplicatorMetrics metrics) : IRuleReloadObserver
{
    public void Replaced(RuleSnapshot snapshot) => metrics.Reloaded("replaced");

    public void Refused(RuleSnapshot snapshot) => metrics.Reloaded("refused");
}
