using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using S3Replicator.Core.State;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Copying.Parts;

// What becomes of a copy in parts whose worker died, stopped, or was overtaken.
public sealed class ResumeTests
{
    private const int Parts = 10;
    private const int CopiedFirst = 6;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Lapse = TimeSpan.FromMinutes(1);

    private readonly FakeS3 _s3 = new() { Current = PartsWorker.Head(Parts) };
    private readonly InMemoryStateStore _state = new();
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_that_goes_well_leaves_neither_record_nor_upload()
    {
        (await new PartsWorker(_s3, _state).CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        ShouldBeDone(copiedParts: Parts);
    }

    [Fact]
    public async Task After_a_crash_only_the_parts_that_are_missing_are_copied()
    {
        await CrashAsync();
        var next = Later();

        (await next.CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        ShouldBeDone(copiedParts: Parts);
        _s3.CountOf("CreateMultipartUpload").ShouldBe(1);
        next.Log.Collector.GetSnapshot().ShouldContain(line => line.Message.Contains("6 of 10 parts are there", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_dead_worker_had_is_taken_as_soon_as_its_claim_lapses()
    {
        await CrashAsync();
        var next = new PartsWorker(_s3, _state, "next");

        var copying = next.CopyAsync(Token);

        for (var step = 0; step < 2; step++)
        {
            await next.Clock.NextTimerAsync(Token);
            next.Clock.Advance(next.Options.ClaimLength / 2);
        }

        (await copying.WaitAsync(Bound, Token)).Kind.ShouldBe(OutcomeKind.Replicated);
        ShouldBeDone(copiedParts: Parts);
    }

    [Fact]
    public async Task A_copy_that_a_living_worker_has_in_hand_is_left_to_it()
    {
        var first = new PartsWorker(_s3, _state);
        var copying = await StopHalfwayAsync(first, Token);
        var second = new PartsWorker(_s3, _state, "second", first.Clock);
        var looking = second.CopyAsync(Token);
        await first.Clock.TimerOfAsync(first.Options.ClaimLength / 2, Token).WaitAsync(Bound, Token);

        // The first one renews its claim, and the second one sees that.
        first.Clock.Advance(first.Options.ClaimLength / 3);
        await first.Clock.TimerOfAsync(first.Options.ClaimLength / 3, Token).WaitAsync(Bound, Token);
        first.Clock.Advance(first.Options.ClaimLength / 2);

        var outcome = await looking.WaitAsync(Bound, Token);
        (outcome.Kind, outcome.After).ShouldBe((OutcomeKind.LookAgain, first.Options.ClaimLength));
        _gate.SetResult();
        (await copying).Kind.ShouldBe(OutcomeKind.Replicated);
        ShouldBeDone(copiedParts: Parts);
    }

    [Fact]
    public async Task A_worker_that_was_overtaken_while_it_hung_does_no_harm()
    {
        var hung = new PartsWorker(_s3, _state);
        var copying = await StopHalfwayAsync(hung, Token);
        (await Later().CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        _gate.SetResult();

        (await copying.WaitAsync(Bound, Token)).Reason.ShouldBe(SkipReason.AlreadyReplicated);
        _s3.Versions.ShouldBe(1);
        _s3.Uploads.ShouldBeEmpty();
        _state.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_worker_that_wakes_up_overtaken_leaves_the_upload_to_the_other_one()
    {
        var hung = new PartsWorker(_s3, _state);
        var copying = await StopHalfwayAsync(hung, Token);
        var second = Later();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hasBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _s3.OnPart = async (_, token) =>
        {
            hasBegun.TrySetResult();
            await gate.Task.WaitAsync(token);
            return null;
        };
        var continuing = second.CopyAsync(Token);
        await hasBegun.Task.WaitAsync(Bound, Token);

        // The renewal that is due finds the record in the hand of another one.
        hung.Clock.Advance(hung.Options.ClaimLength / 3);
        await hung.Clock.TimerOfAsync(hung.Options.ClaimLength / 2, Token).WaitAsync(Bound, Token);
        _s3.CountOf("AbortMultipartUpload").ShouldBe(0);
        gate.SetResult();

        (await continuing.WaitAsync(Bound, Token)).Kind.ShouldBe(OutcomeKind.Replicated);
        hung.Clock.Advance(Lapse);
        (await copying.WaitAsync(Bound, Token)).Reason.ShouldBe(SkipReason.AlreadyReplicated);
        _s3.Versions.ShouldBe(1);
    }

    [Fact]
    public async Task A_worker_that_is_told_to_stop_leaves_its_copy_to_be_continued_at_once()
    {
        using var stop = new CancellationTokenSource();
        var copying = await StopHalfwayAsync(new(_s3, _state), stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => copying);
        _s3.OnPart = (_, _) => Task.FromResult<StoreError?>(null);
        (await new PartsWorker(_s3, _state, "next").CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);
        ShouldBeDone(copiedParts: Parts);
    }

    [Fact]
    public async Task Without_state_a_worker_that_is_told_to_stop_leaves_no_upload()
    {
        using var stop = new CancellationTokenSource();
        var copying = await StopHalfwayAsync(new(_s3), stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => copying);
        _s3.Uploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_of_what_the_source_was_before_is_aborted()
    {
        _s3.Current = PartsWorker.Head(Parts, version: null);
        await CrashAsync();
        _s3.Current = PartsWorker.Head(Parts, "other", version: null);

        (await Later().CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        ShouldBeDone(copiedParts: CopiedFirst + Parts);
        _s3.CountOf("AbortMultipartUpload").ShouldBe(1);
        _s3.Replica!.ETag.ShouldBe("other");
    }

    [Fact]
    public async Task An_upload_that_another_plan_has_made_is_aborted()
    {
        await CrashAsync();
        var colder = PartsWorker.Context(_s3).Plan.Decision.Rule.Rule with { Destination = new() { Bucket = "dst", StorageClass = "GLACIER_IR" } };

        (await Later().CopyAsync(Token, colder)).Kind.ShouldBe(OutcomeKind.Replicated);

        ShouldBeDone(copiedParts: CopiedFirst + Parts);
        _s3.Created!.Attributes.StorageClass.ShouldBe("GLACIER_IR");
    }

    [Fact]
    public async Task An_upload_that_somebody_has_aborted_begins_anew()
    {
        await CrashAsync();
        await _s3.AbortUploadAsync(new() { SourceBucket = "", SourceKey = "", DestinationBucket = "", DestinationKey = "" }, new(_s3.Uploads.Single()), Token);

        (await Later().CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        ShouldBeDone(copiedParts: CopiedFirst + Parts);
    }

    [Fact]
    public async Task A_listed_part_of_another_size_is_copied_again()
    {
        await CrashAsync();
        await _s3.CopyPartAsync(
            new() { SourceBucket = "", SourceKey = "", DestinationBucket = "", DestinationKey = "", SourceIfMatch = "etag" },
            new(_s3.Uploads.Single()),
            new(1, 0, 41),
            Token);

        (await Later().CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        ShouldBeDone(copiedParts: Parts + 2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"source":null,"destination":null}""")]
    public async Task A_record_that_cannot_be_read_is_written_anew(string text)
    {
        await CrashAsync();
        await _state.PutAsync(_state.Names.Single(), System.Text.Encoding.UTF8.GetBytes(text), StateCondition.None, Token);

        (await Later().CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        _state.Names.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"count\": 10", "\"count\": 9")]
    [InlineData("\"count\": 10", "\"count\": -10")]
    [InlineData("\"count\": 10", "\"count\": 2147483647")]
    [InlineData("\"size\": 5242880\n", "\"size\": 0\n")]
    [InlineData("\"uploadId\": \"upload-1\"", "\"uploadId\": \"\"")]
    public async Task A_record_that_makes_no_sense_is_not_followed(string from, string to)
    {
        await CrashAsync();
        var name = _state.Names.Single();
        var text = System.Text.Encoding.UTF8.GetString((await _state.GetAsync(name, Token))!.Content.Span);
        text.ShouldContain(from);
        await _state.PutAsync(name, System.Text.Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)), StateCondition.None, Token);

        (await Later().CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        _state.Names.ShouldBeEmpty();
        _s3.Replica!.Size.ShouldBe(Parts * PartLayout.SmallestPart);
    }

    [Fact]
    public async Task What_is_left_of_a_version_that_is_superseded_is_aborted()
    {
        await CrashAsync();
        _s3.Current = PartsWorker.Head(1, "newer", "v2");

        (await Later().CopyAsync("v1", Token)).Reason.ShouldBe(SkipReason.SourceVanished);

        _s3.Uploads.ShouldBeEmpty();
        _state.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_left_after_the_copy_was_complete_is_forgotten()
    {
        await CrashAsync();
        _s3.Replica = _s3.Current! with { VersionId = "r1" };

        (await Later().CopyAsync(Token)).Reason.ShouldBe(SkipReason.AlreadyReplicated);

        _s3.Uploads.ShouldBeEmpty();
        _state.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_state_out_of_reach_stops_no_copy()
    {
        _state.PutFaults = int.MaxValue;

        (await new PartsWorker(_s3, _state).CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        ShouldBeDone(copiedParts: Parts);
    }

    [Fact]
    public async Task What_could_not_be_put_on_record_is_aborted_when_the_copy_fails()
    {
        var worker = new PartsWorker(_s3, _state);
        _s3.OnPart = (_, _) => Task.FromResult<StoreError?>(FakeS3.Error("UploadPartCopy", StoreErrorKind.Conflict, FailureClass.Transient));
        _state.PutFaults = int.MaxValue;

        (await worker.CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Failed);

        _s3.Uploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lost_answer_of_the_state_costs_no_more_than_a_look()
    {
        _state.LostAnswers = 2;

        (await new PartsWorker(_s3, _state).CopyAsync(Token)).Kind.ShouldBe(OutcomeKind.Replicated);

        _s3.Uploads.ShouldBeEmpty();
        _s3.Versions.ShouldBe(1);
    }

    /// <summary>A worker that has copied some parts and is never heard of again.</summary>
    private async Task CrashAsync()
    {
        _ = await StopHalfwayAsync(new(_s3, _state, "dead"), Token);
        _s3.OnPart = (_, _) => Task.FromResult<StoreError?>(null);
    }

    /// <summary>A worker that hangs with some parts copied.</summary>
    private async Task<Task<CopyOutcome>> StopHalfwayAsync(PartsWorker worker, CancellationToken cancellationToken)
    {
        var copied = 0;
        var isHalfway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.Options.PartsAtOnce = 1;
        _s3.OnPart = async (_, token) =>
        {
            if (copied++ == CopiedFirst)
            {
                isHalfway.SetResult();
                await _gate.Task.WaitAsync(token);
            }

            return null;
        };
        var copying = worker.CopyAsync(cancellationToken);
        await isHalfway.Task.WaitAsync(Bound, Token);
        return copying;
    }

    /// <summary>A worker that comes when every claim has lapsed.</summary>
    private PartsWorker Later()
    {
        var worker = new PartsWorker(_s3, _state, "later");
        worker.Clock.Advance(Lapse);
        return worker;
    }

    /// <summary>The part that was in flight when a worker hung was asked for, and never made.</summary>
    private void ShouldBeDone(int copiedParts)
    {
        _s3.Replica!.Size.ShouldBe(_s3.Current!.Size);
        _s3.Versions.ShouldBe(1);
        _s3.Uploads.ShouldBeEmpty();
        _state.Names.ShouldBeEmpty();
        (_s3.CountOf("UploadPartCopy") - copiedParts).ShouldBeInRange(0, 1);
    }
}
