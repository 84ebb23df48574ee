using S3Replicator.Core.Rules.Sources;

namespace S3Replicator.Hosting;

/// <summary>Looks at the rule sources while the worker runs.</summary>
internal sealed class RuleReload(RuleWatcher watcher) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => watcher.RunAsync(stoppingToken);
}
