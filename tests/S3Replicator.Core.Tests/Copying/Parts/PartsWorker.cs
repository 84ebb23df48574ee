using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Copying.Parts;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.State;
using S3Replicator.Core.State.Uploads;
using S3Replicator.Core.Tests.Planning;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Copying.Parts;

/// <summary>A worker that copies in parts, with a clock of its own: one whose clock stands still has died.</summary>
internal sealed class PartsWorker
{
    private readonly FakeS3 _s3;
    private readonly MultipartCopyStrategy _strategy;

    public PartsWorker(FakeS3 s3, IStateStore? state = null, string name = "worker", ManualTimeProvider? clock = null)
    {
        _s3 = s3;
        Clock = clock ?? new();
        var tags = new SyncTagsStrategy(Options, Clock);
        IUploadLog log = state is null ? new UnrecordedUploads() : new UploadLog(state);
        var claims = new UploadClaims(log, name, Options, Clock, NullLogger<UploadClaims>.Instance);
        Parts = new(claims, tags, Options, Clock, new Random(1), Log);
        var memory = new DestinationMemory(10);
        _strategy = new(memory, new(memory, Parts), new(memory, Parts, Options, Clock), Parts);
    }

    public ManualTimeProvider Clock { get; }

    public CopyOptions Options { get; } = new() { PartSize = PartLayout.SmallestPart, PartsAtOnce = 4 };

    public FakeLogger<PartsCopy> Log { get; } = new();

    public PartsCopy Parts { get; }

    /// <summary>A source of so many parts of five mebibytes.</summary>
    public static ObjectHead Head(int parts, string etag = "etag", string? version = "v1") => new()
    {
        ETag = etag,
        Size = parts * PartLayout.SmallestPart,
        LastModified = Given.Time,
        VersionId = version,
    };

    public static CopyContext Context(FakeS3 s3, string? version = "v1", ReplicationRule? rule = null)
    {
        var decision = Given.Decide(
            rule ?? Given.Rule() with { MultipartThreshold = PartLayout.SmallestPart }, Given.Event(EventKind.Created, "giant", version));
        return new(
            new()
            {
                Strategy = CopyStrategyNames.MultipartCopy,
                Event = Given.Event(EventKind.Created, "giant", version),
                Decision = decision,
                Versions = VersionScope.Latest,
            },
            s3,
            s3);
    }

    public Task<CopyOutcome> CopyAsync(CancellationToken cancellationToken, ReplicationRule? rule = null) =>
        _strategy.ExecuteAsync(Context(_s3, _s3.Current?.VersionId, rule), cancellationToken);

    public Task<CopyOutcome> CopyAsync(string version, CancellationToken cancellationToken) =>
        _strategy.ExecuteAsync(Context(_s3, version), cancellationToken);
}
