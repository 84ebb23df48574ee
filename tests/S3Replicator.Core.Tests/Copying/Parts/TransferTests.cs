using S3Replicator.Core.Copying;
using S3Replicator.Core.Rules;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Copying.Parts;

// How parts are copied, and what comes of faults on the way.
public sealed class TransferTests
{
    private const int Parts = 12;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly FakeS3 _s3 = new() { Current = PartsWorker.Head(Parts) };
    private readonly InMemoryStateStore _state = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_parts_are_copied_at_once_than_the_setting_says()
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var worker = new PartsWorker(_s3);
        var running = 0;
        _s3.OnPart = async (_, token) =>
        {
            if (Interlocked.Increment(ref running) == worker.Options.PartsAtOnce)
            {
                all.SetResult();
            }

            await all.Task.WaitAsync(token);
            return null;
        };

        (await worker.CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        _s3.MostAtOnce.ShouldBe(worker.Options.PartsAtOnce);
    }

    [Fact]
    public async Task A_part_that_is_throttled_is_tried_again_and_no_other_with_it()
    {
        var refusals = 3;
        _s3.OnPart = (range, _) => Task.FromResult(range.Number == 5 && refusals-- > 0 ? Throttled : null);
        var worker = new PartsWorker(_s3);

        var copying = worker.CopyAsync(Token);

        await WaitOutAsync(worker, copying);
        (await copying).Kind.ShouldBe(OutcomeKind.Replicated);
        _s3.CountOf("UploadPartCopy").ShouldBe(Parts + 3);
        _s3.CountOf("CreateMultipartUpload").ShouldBe(1);
    }

    [Fact]
    public async Task A_completion_that_fails_in_passing_is_tried_again()
    {
        var failures = 2;
        _s3.OnComplete = () => failures-- > 0 ? FakeS3.Error("CompleteMultipartUpload", StoreErrorKind.Other, FailureClass.Transient) : null;
        var worker = new PartsWorker(_s3);

        var copying = worker.CopyAsync(Token);

        await WaitOutAsync(worker, copying);
        (await copying).Kind.ShouldBe(OutcomeKind.Replicated);
        _s3.CountOf("UploadPartCopy").ShouldBe(Parts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_part_that_stays_throttled_gives_the_copy_back_and_only_a_recorded_one_is_kept(bool hasState)
    {
        _s3.OnPart = (range, _) => Task.FromResult(range.Number == 5 ? Throttled : null);
        var worker = new PartsWorker(_s3, hasState ? _state : null);

        var copying = worker.CopyAsync(Token);

        await WaitOutAsync(worker, copying);
        (await copying).Error!.Reason.ShouldBe("SlowDown");
        _s3.Uploads.Count.ShouldBe(hasState ? 1 : 0);

        _s3.OnPart = (_, _) => Task.FromResult<StoreError?>(null);
        var before = _s3.CountOf("UploadPartCopy");
        (await worker.CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);
        (_s3.CountOf("UploadPartCopy") - before).ShouldBeInRange(1, hasState ? Parts - 1 : Parts);
        _s3.Uploads.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(FailureClass.Final)]
    [InlineData(FailureClass.Configuration)]
    public async Task A_copy_that_is_given_up_leaves_neither_upload_nor_record(FailureClass failureClass)
    {
        _s3.OnPart = (range, _) => Task.FromResult(
            range.Number == 5 ? FakeS3.Error("UploadPartCopy", StoreErrorKind.Other, failureClass, "DstMultipartUploadNotPermitted") : null);

        var outcome = await new PartsWorker(_s3, _state).CopyAsync(Token);

        outcome.Error!.Reason.ShouldBe("DstMultipartUploadNotPermitted");
        _s3.Uploads.ShouldBeEmpty();
        _state.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_that_cannot_be_aborted_stays_on_record_for_the_next_one()
    {
        _s3.OnPart = (_, _) => Task.FromResult<StoreError?>(FakeS3.Error("UploadPartCopy", StoreErrorKind.Other, FailureClass.Final));
        _s3.OnAbort = () => FakeS3.Error("AbortMultipartUpload", StoreErrorKind.Other, FailureClass.Configuration, "AccessDenied");
        var worker = new PartsWorker(_s3, _state);
        await worker.CopyAsync(Token);
        _state.Names.Count.ShouldBe(1);
        worker.Log.Collector.GetSnapshot().ShouldContain(line => line.Message.Contains("cannot be aborted", StringComparison.Ordinal));

        _s3.OnAbort = () => null;
        await worker.CopyAsync(Token);

        _s3.Uploads.ShouldBeEmpty();
        _state.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_that_changes_midway_is_looked_at_again_and_copied_anew()
    {
        _s3.Current = PartsWorker.Head(Parts, version: null);
        _s3.OnPart = (range, _) =>
        {
            if (range.Number == Parts)
            {
                _s3.Current = PartsWorker.Head(Parts + 1, "changed", version: null);
            }

            return Task.FromResult<StoreError?>(null);
        };

        (await new PartsWorker(_s3, _state).CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        (_s3.Replica!.ETag, _s3.Replica.Size).ShouldBe(("changed", _s3.Current.Size));
        _s3.CountOf("AbortMultipartUpload").ShouldBe(1);
        _s3.Uploads.ShouldBeEmpty();
        _state.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_destination_that_changes_midway_costs_no_part_again()
    {
        var isFirst = true;
        _s3.OnComplete = () =>
        {
            if (isFirst)
            {
                isFirst = false;
                _s3.Replica = PartsWorker.Head(1, "somebody else's", "x");
            }

            return null;
        };

        (await new PartsWorker(_s3, _state).CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        _s3.CountOf("UploadPartCopy").ShouldBe(Parts);
        _s3.CountOf("CompleteMultipartUpload").ShouldBe(2);
        _s3.Replica!.ETag.ShouldBe("etag");
    }

    [Fact]
    public async Task A_long_copy_says_how_far_it_has_come_and_not_with_every_part()
    {
        var worker = new PartsWorker(_s3) { Options = { PartsAtOnce = 1 } };
        _s3.OnPart = (_, _) =>
        {
            worker.Clock.Advance(TimeSpan.FromSeconds(10));
            return Task.FromResult<StoreError?>(null);
        };

        await worker.CopyAsync(Token);

        worker.Log.Collector.GetSnapshot().Select(line => line.Message).ShouldBe(
        [
            "s3://src/giant into dst: 3 of 12 parts, 15 of 60 MiB, since 00:00:30.",
            "s3://src/giant into dst: 6 of 12 parts, 30 of 60 MiB, since 00:01:00.",
            "s3://src/giant into dst: 9 of 12 parts, 45 of 60 MiB, since 00:01:30.",
        ]);
    }

    [Fact]
    public async Task Tags_that_are_changed_during_the_copy_follow()
    {
        _s3.SourceTags = [new("t", "before")];
        _s3.OnPart = (_, _) =>
        {
            _s3.SourceTags = [new("t", "after")];
            return Task.FromResult<StoreError?>(null);
        };

        await new PartsWorker(_s3).CopyAsync(Token);

        _s3.ReplicaTags.ShouldBe([new ObjectTag("t", "after")]);
        _s3.CountOf("PutObjectTagging").ShouldBe(1);
    }

    [Fact]
    public async Task Tags_that_stayed_the_same_are_not_written_again()
    {
        _s3.SourceTags = [new("t", "v")];

        await new PartsWorker(_s3).CopyAsync(Token);

        _s3.ReplicaTags.ShouldBe(_s3.SourceTags);
        _s3.CountOf("PutObjectTagging").ShouldBe(0);
    }

    private static StoreError Throttled => FakeS3.Error("UploadPartCopy", StoreErrorKind.Other, FailureClass.Throttled, "SlowDown");

    /// <summary>Ends every pause as soon as it has begun.</summary>
    private static async Task WaitOutAsync(PartsWorker worker, Task copying)
    {
        while (await Task.WhenAny(copying, worker.Clock.NextTimerAsync(Token)) != copying)
        {
            worker.Clock.Advance(TimeSpan.FromSeconds(16));
        }

        await copying.WaitAsync(Bound, Token);
    }
}
