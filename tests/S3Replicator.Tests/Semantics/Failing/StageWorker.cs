using Amazon;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Aws;
using S3Replicator.Aws.Sts;
using S3Replicator.Core.Pipeline;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules;
using S3Replicator.Core.State.Failures;
using S3Replicator.Core.Tracking;
using S3Replicator.Hosting;

namespace S3Replicator.Tests.Semantics.Failing;

/// <summary>The worker's own stages against the local AWS, without a queue; settings that are wrong are given up at the first try.</summary>
internal sealed class StageWorker : IDisposable
{
    private readonly RoleSessions _roles;
    private readonly ServiceProvider _services;

    public StageWorker(string endpoint, ReplicationDocument document)
    {
        var aws = new AwsContext(new BasicAWSCredentials("test", "test"), RegionEndpoint.USEast1, new(endpoint, endpoint, endpoint), new());
        var options = new ReplicatorOptions { WorkerId = "worker" };
        options.Retry.ConfigurationRetryFor = TimeSpan.Zero;
        options.Copy.LandWithin = TimeSpan.Zero;
        _roles = StsSetup.Create(aws, options.WorkerId, TimeProvider.System, NullLogger<RoleSessions>.Instance);
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log))
            .AddSingleton(_roles)
            .AddSingleton<IFailureLog>(Failures)
            .AddReplicator(options, aws, [], new RuleSet([document], "1"))
            .BuildServiceProvider();
    }

    public KeptFailures Failures { get; } = new();

    public KeptLog Log { get; } = new();

    public RunSummary Summary => _services.GetRequiredService<ReplicationTracker>().Summarize();

    public Task<Disposition> HandleAsync(string body, CancellationToken cancellationToken, bool isLastReceive = false) =>
        _services.GetRequiredService<ReplicationPipeline>().HandleAsync(
            new QueueMessage("message", "handle", body, 1, FirstReceivedAt: TimeProvider.System.GetUtcNow(), IsLastReceive: isLastReceive), cancellationToken);

    public void Dispose()
    {
        _services.Dispose();
        _roles.Dispose();
        Log.Dispose();
    }
}
