using S3Replicator.Core.Copying;
using S3Replicator.Core.Pipeline;
using S3Replicator.Core.State;

namespace S3Replicator.Hosting;

/// <summary>Aborts abandoned uploads while the worker runs.</summary>
internal sealed class UploadSweepHost(UploadSweep sweep, StateLease lease, CopyOptions options) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => sweep.RunAsync(lease, options, stoppingToken);
}
