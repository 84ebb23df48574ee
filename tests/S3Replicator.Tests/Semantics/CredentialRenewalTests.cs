using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Aws;
using S3Replicator.Aws.S3;
using S3Replicator.Aws.Sts;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Copying.Parts;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.State.Uploads;
using S3Replicator.LocalAws;
using S3Replicator.LocalAws.Faults;
using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Tests.Semantics;

/// <summary>A copy that takes longer than a session of its role lasts, on a clock that the test moves: the real strategy and clients against the local AWS.</summary>
public sealed class CredentialRenewalTests : IAsyncLifetime
{
    private const int PartSize = 5 << 20;
    private const int Parts = 6;
    private const int SessionSeconds = 900;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    /// <summary>Longer than two thirds of a session, after which it is renewed, and within the skew that signatures are granted.</summary>
    private static readonly TimeSpan SlowPart = TimeSpan.FromMinutes(11);

    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private LocalAwsServer _server = null!;
    private AmazonS3Client _s3 = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Endpoint => _server.Endpoint.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync()
    {
        _server = await LocalAwsServer.StartAsync(new LocalAwsOptions { TimeProvider = _clock }, Token);
        _s3 = new(
            new BasicAWSCredentials("test", "test"),
            new AmazonS3Config { ServiceURL = Endpoint, AuthenticationRegion = LocalWorld.Home, ForcePathStyle = true });
        await _s3.PutBucketAsync(LocalWorld.Source, Token);
        await _s3.PutBucketAsync("mirror", Token);
        await _s3.PutObjectAsync(new() { BucketName = LocalWorld.Source, Key = "key", ContentBody = new string('x', Parts * PartSize) }, Token);
    }

    public async ValueTask DisposeAsync()
    {
        _s3.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_session_is_renewed_between_the_parts_and_none_of_them_fails()
    {
        _server.Faults.Add(new()
        {
            Operation = "UploadPartCopy",
            Skip = 2,
            First = 1,
            Effect = FaultEffect.Latency,
            LatencyMilliseconds = (int)SlowPart.TotalMilliseconds,
        });

        var copying = CopyAsync();
        await _clock.TimerOfAsync(SlowPart, Token).WaitAsync(Bound, Token);
        _clock.Advance(SlowPart);

        (await copying.WaitAsync(Bound, Token)).Kind.ShouldBe(OutcomeKind.Replicated);
        _server.Requests.CountOf("AssumeRole").ShouldBe(2);
        _server.Requests.CountOf("UploadPartCopy").ShouldBe(Parts);
        var sessions = _server.Requests.Snapshot().Where(request => request.Operation is "UploadPartCopy").ToList();
        sessions.ShouldAllBe(request => request.Status == 200);
    }

    private async Task<CopyOutcome> CopyAsync()
    {
        var aws = new AwsContext(new BasicAWSCredentials("test", "test"), RegionEndpoint.USEast1, new(Endpoint, Endpoint, Endpoint), new());
        using var roles = StsSetup.Create(aws, "worker", _clock, NullLogger<RoleSessions>.Instance);

        // The limit of a request is not what the moved clock is to show.
        using var stores = new S3ObjectStores(aws, roles, TimeProvider.System);
        var rule = new ReplicationRule { Id = "all", MultipartThreshold = PartSize, Destination = new() { Bucket = "mirror", StorageClass = "STANDARD" } };
        var document = new ReplicationDocument
        {
            Bucket = LocalWorld.Source,
            Role = LocalWorld.Role,
            RoleOptions = new() { DurationSeconds = SessionSeconds },
            Rules = [rule],
        };
        var plan = new CopyPlan
        {
            Strategy = CopyStrategyNames.MultipartCopy,
            Versions = VersionScope.Latest,
            Event = new() { Bucket = LocalWorld.Source, Key = "key", Kind = EventKind.Created, Name = "ObjectCreated:Put", Envelope = EnvelopeForm.S3 },
            Decision = new() { Rule = new(document, rule, Index: 0), Action = ReplicationAction.Copy, DestinationKey = "key" },
        };
        var source = await stores.ForBucketAsync(document, LocalWorld.Source, isSource: true, Token);
        var destination = await stores.ForBucketAsync(document, "mirror", isSource: false, Token);
        return await Strategy().ExecuteAsync(new(plan, source.Value!, destination.Value!), Token);
    }

    private MultipartCopyStrategy Strategy()
    {
        var options = new CopyOptions { PartSize = PartSize, PartsAtOnce = 1 };
        var tags = new SyncTagsStrategy(options, _clock);
        var claims = new UploadClaims(new UnrecordedUploads(), "worker", options, _clock, NullLogger<UploadClaims>.Instance);
        var parts = new PartsCopy(claims, tags, options, _clock, new Random(1), NullLogger<PartsCopy>.Instance);
        var memory = new DestinationMemory(10);
        return new(memory, new(memory, parts), new(memory, parts, options, _clock), parts);
    }
}
