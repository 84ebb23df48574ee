using S3Replicator.Core.Copying;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Copying.Parts;

// Uploads that nobody has the id of: the worker died, or lost S3's answer, before it could put them on record.
public sealed class LeftoverTests
{
    private const int Parts = 3;

    private readonly FakeS3 _s3 = new() { Current = PartsWorker.Head(Parts) };
    private readonly InMemoryStateStore _state = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_whose_making_was_never_answered_is_found_and_aborted_by_the_next_try()
    {
        _s3.OnCreate = () => FakeS3.Error("CreateMultipartUpload", StoreErrorKind.Other, FailureClass.Transient, "ConnectionFailed");
        (await new PartsWorker(_s3, _state).CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Failed);
        _s3.Uploads.Count.ShouldBe(1);
        _s3.OnCreate = () => null;

        (await new PartsWorker(_s3, _state, "next").CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        _s3.Uploads.ShouldBeEmpty();
        _state.Names.ShouldBeEmpty();
        _s3.Versions.ShouldBe(1);
    }

    [Fact]
    public async Task It_is_aborted_too_when_the_object_is_not_wanted_any_more()
    {
        _s3.OnCreate = () => FakeS3.Error("CreateMultipartUpload", StoreErrorKind.Other, FailureClass.Transient, "ConnectionFailed");
        await new PartsWorker(_s3, _state).CopyAsync(Token);
        _s3.Current = PartsWorker.Head(1, "newer", "v2");

        await new PartsWorker(_s3, _state, "next").CopyAsync("v1", Token);

        _s3.Uploads.ShouldBeEmpty();
        _state.Names.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Uploads_of_others_stay(bool hasState)
    {
        _s3.Add("theirs");
        _s3.OnCreate = () => FakeS3.Error("CreateMultipartUpload", StoreErrorKind.Other, FailureClass.Transient, "ConnectionFailed");
        await new PartsWorker(_s3, _state).CopyAsync(Token);
        _s3.OnCreate = () => null;
        var next = new PartsWorker(_s3, hasState ? _state : null, "next");
        next.Clock.Advance(TimeSpan.FromHours(1));

        (await next.CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        _s3.Uploads.ShouldBe(["theirs"]);
    }

    [Fact]
    public async Task An_upload_of_ours_that_was_there_before_the_copy_was_begun_is_not_its_leftover()
    {
        _s3.Add("upload-of another one of our fleets");
        _s3.OnCreate = () => FakeS3.Error("CreateMultipartUpload", StoreErrorKind.Other, FailureClass.Transient, "ConnectionFailed");
        var worker = new PartsWorker(_s3, _state);
        worker.Clock.Advance(TimeSpan.FromHours(1));
        await worker.CopyAsync(Token);
        _s3.OnCreate = () => null;

        (await worker.CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        _s3.Uploads.ShouldContain("upload-of another one of our fleets");
    }

    [Fact]
    public async Task Without_state_an_upload_of_ours_is_aborted_once_it_rests_and_waited_for_until_then()
    {
        _s3.Add("upload-left");
        var worker = new PartsWorker(_s3);
        worker.Clock.Advance(TimeSpan.FromMinutes(2));

        var outcome = await worker.CopyAsync(Token);
        (outcome.Kind, outcome.After).ShouldBe((OutcomeKind.LookAgain, TimeSpan.FromMinutes(3)));
        _s3.Uploads.ShouldBe(["upload-left"]);

        worker.Clock.Advance(TimeSpan.FromMinutes(3));
        (await worker.CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);
        _s3.Uploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_state_an_upload_that_still_gets_parts_is_left_alone()
    {
        _s3.Add("upload-alive");
        var worker = new PartsWorker(_s3);
        worker.Clock.Advance(TimeSpan.FromMinutes(10));
        _s3.Now = worker.Clock.GetUtcNow();
        await _s3.CopyPartAsync(
            new() { SourceBucket = "", SourceKey = "", DestinationBucket = "", DestinationKey = "", SourceIfMatch = "etag" }, new("upload-alive"), new(1, 0, 41), Token);
        _s3.Now = worker.Clock.GetUtcNow() - TimeSpan.FromMinutes(10);

        (await worker.CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.LookAgain);

        _s3.Uploads.ShouldBe(["upload-alive"]);
    }

    [Fact]
    public async Task Who_may_not_list_uploads_copies_all_the_same()
    {
        _s3.OnListUploads = () => FakeS3.Error("ListMultipartUploads", StoreErrorKind.Other, FailureClass.Configuration, "AccessDenied");

        (await new PartsWorker(_s3).CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);
    }

    [Fact]
    public async Task A_second_upload_that_a_repeated_request_has_made_unseen_is_aborted_at_the_end()
    {
        _s3.OnCreate = () =>
        {
            _s3.Add("upload-twin");
            return null;
        };

        (await new PartsWorker(_s3, _state).CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        _s3.Uploads.ShouldBeEmpty();
        _s3.CountOf("ListMultipartUploads").ShouldBe(1);
    }

    [Fact]
    public async Task An_upload_that_another_worker_is_making_of_another_version_is_left_alone()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hasBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _s3.OnPart = async (_, token) =>
        {
            hasBegun.TrySetResult();
            await gate.Task.WaitAsync(token);
            return null;
        };
        var first = new PartsWorker(_s3, _state) { Options = { PartsAtOnce = 1 } }.CopyAsync(Token);
        await hasBegun.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        _s3.OnPart = (_, _) => Task.FromResult<StoreError?>(null);
        _s3.Current = PartsWorker.Head(Parts, "etag", "v2");

        (await new PartsWorker(_s3, _state, "second").CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        _s3.Uploads.ShouldBe(["upload-1"]);
        gate.SetResult();
        await first;
    }
}
