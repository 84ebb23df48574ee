using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Aws;
using S3Replicator.Aws.S3;
using S3Replicator.Aws.Sts;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Rules;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Semantics;

/// <summary>What a worker knows of a bucket follows what the bucket is given while it runs.</summary>
public sealed class BucketFactsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versioning_that_is_turned_on_while_a_worker_runs_is_seen_after_minutes_by_one_request()
    {
        await using var world = await LocalWorld.StartAsync(Token, versioned: false);
        var clock = new ManualTimeProvider();
        var aws = new AwsContext(new BasicAWSCredentials("test", "test"), RegionEndpoint.USEast1, new(world.Endpoint, world.Endpoint, world.Endpoint), new());
        using var roles = StsSetup.Create(aws, "worker", TimeProvider.System, NullLogger<RoleSessions>.Instance);
        using var stores = new S3ObjectStores(aws, roles, clock);
        var document = new ReplicationDocument { Bucket = LocalWorld.Source, Role = LocalWorld.Role, Rules = [] };
        (await VersioningAsync()).ShouldBe(BucketVersioning.Unversioned);
        await world.HomeS3.PutBucketVersioningAsync(
            new() { BucketName = LocalWorld.Source, VersioningConfig = new() { Status = VersionStatus.Enabled } }, Token);
        (await VersioningAsync()).ShouldBe(BucketVersioning.Unversioned);

        clock.Advance(TimeSpan.FromMinutes(6));

        (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => VersioningAsync()))).ShouldAllBe(versioning => versioning == BucketVersioning.Enabled);
        world.Requests.CountOf("GetBucketVersioning").ShouldBe(2);

        async Task<BucketVersioning> VersioningAsync() =>
            (await stores.DescribeAsync(document, LocalWorld.Source, isSource: true, Token)).Value!.Versioning;
    }
}
