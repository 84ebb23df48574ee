using S3Replicator.Core.Copying;
using S3Replicator.Core.Pipeline;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules;
using S3Replicator.Core.State.Failures;
using S3Replicator.Core.Tests.Planning;

namespace S3Replicator.Core.Tests.Pipeline;

// An earlier try of a copy may land after the delete was carried out; the copy's own event finds that out when it comes again.
public sealed class VanishedSourceTests : IDisposable
{
    private const string NoVersion = "";

    private static readonly StoreError NotFound = new()
    {
        Operation = "HeadObject",
        Kind = StoreErrorKind.KeyNotFound,
        Class = FailureClass.Gone,
        Reason = "SrcKeyNotFound",
        Message = "Not Found",
    };

    private static readonly ReplicationRule AsSource = Given.Rule() with { DeleteMarkerReplication = true };

    private readonly PipelineScene _scene = new(new(new() { ETag = "e", Size = 12, LastModified = Given.Time })
    {
        OnHead = NotFound,
        Versioning = BucketVersioning.Unversioned,
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Questions => ["of the plan", "of the decision"];

    public void Dispose() => _scene.Dispose();

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task What_an_earlier_try_may_have_left_is_deleted(string question)
    {
        var pipeline = Pipeline(question == "of the plan" ? AsSource : AsSource with { SseKmsEncryptedObjects = true });

        (await pipeline.HandleAsync(_scene.Message(receives: 2, NoVersion), Token)).ShouldBe(Disposition.Delete);

        _scene.Delete.Destinations.ShouldBe(["dst"]);
        _scene.Tracker.Summarize().Deleted.ShouldBe(1);
    }

    [Fact]
    public async Task Where_nothing_was_left_the_source_has_vanished()
    {
        _scene.OnDelete = _ => CopyOutcome.Skipped(SkipReason.AlreadyReplicated);

        (await Pipeline(AsSource).HandleAsync(_scene.Message(receives: 2, NoVersion), Token)).ShouldBe(Disposition.Delete);

        _scene.Tracker.Summarize().Skipped.Keys.ShouldBe(["SourceVanished"]);
    }

    [Fact]
    public async Task The_first_try_has_left_nothing()
    {
        await Pipeline(AsSource).HandleAsync(_scene.Message(receives: 1, NoVersion), Token);

        _scene.Delete.Destinations.ShouldBeEmpty();
        _scene.Tracker.Summarize().Skipped.Keys.ShouldBe(["SourceVanished"]);
    }

    [Fact]
    public async Task A_rule_that_replicates_no_deletes_deletes_nothing()
    {
        await Pipeline(AsSource with { DeleteMarkerReplication = false }).HandleAsync(_scene.Message(receives: 2, NoVersion), Token);

        _scene.Delete.Destinations.ShouldBeEmpty();
        _scene.Tracker.Summarize().Skipped.Keys.ShouldBe(["SourceVanished"]);
    }

    private ReplicationPipeline Pipeline(ReplicationRule rule) => _scene.Pipeline(new UnrecordedFailures(), rule);
}
