using S3Replicator.Core.Pipeline;

namespace S3Replicator.Hosting;

/// <summary>Takes recorded failures up again while the worker runs.</summary>
internal sealed class FailureRecoveryHost(FailureRecovery recovery, RetryOptions options, Random random) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => recovery.RunAsync(options.RecoverEvery, random, stoppingToken);
}
