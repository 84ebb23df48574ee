using Microsoft.Extensions.Logging.Testing;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Pipeline;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.State;
using S3Replicator.Core.State.Uploads;
using S3Replicator.Core.Tests.Copying.Parts;
using S3Replicator.Core.Tests.Planning;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Pipeline;

public sealed class UploadSweepTests
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly FakeS3 _s3 = new() { Current = PartsWorker.Head(5) };
    private readonly InMemoryStateStore _state = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly FakeLogger<UploadSweep> _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_that_nobody_has_gone_on_with_for_a_day_is_aborted()
    {
        await LeaveAsync();
        _clock.Advance(Day + TimeSpan.FromMinutes(1));

        await SweepAsync();

        _s3.Uploads.ShouldBeEmpty();
        _state.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_younger_one_is_left_to_be_continued()
    {
        await LeaveAsync();
        _clock.Advance(Day - TimeSpan.FromMinutes(1));

        await SweepAsync();

        _s3.Uploads.Count.ShouldBe(1);
        _state.Names.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Uploads_that_are_not_on_record_are_none_of_its_business()
    {
        _s3.Add("upload-of somebody");
        _clock.Advance(Day * 2);

        await SweepAsync();

        _s3.Uploads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_was_aborted_by_hand_is_forgotten()
    {
        await LeaveAsync();
        await _s3.AbortUploadAsync(new() { SourceBucket = "", SourceKey = "", DestinationBucket = "", DestinationKey = "" }, new(_s3.Uploads.Single()), Token);
        _clock.Advance(Day * 2);

        await SweepAsync();

        _state.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_cannot_be_aborted_is_tried_again_a_day_later()
    {
        await LeaveAsync();
        _s3.OnAbort = () => FakeS3.Error("AbortMultipartUpload", StoreErrorKind.Other, FailureClass.Configuration, "AccessDenied");
        _clock.Advance(Day * 2);
        await SweepAsync();
        _state.Names.Count.ShouldBe(1);
        _s3.OnAbort = () => null;

        _clock.Advance(Day);
        await SweepAsync();

        _s3.Uploads.ShouldBeEmpty();
        _state.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_rule_into_the_bucket_lends_its_role_and_without_any_it_says_what_to_do()
    {
        await LeaveAsync();
        _clock.Advance(Day * 2);

        await SweepAsync(Given.Rule(destination: "elsewhere"));
        _state.Names.Count.ShouldBe(1);
        _log.LatestRecord.Message.ShouldContain("abort it by hand");

        await SweepAsync(Given.Rule("another"));
        _s3.Uploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_said_and_stops_nothing()
    {
        await _state.PutAsync("multipart/a/broken.json", "{"u8.ToArray(), StateCondition.None, Token);
        await LeaveAsync();
        _clock.Advance(Day * 2);

        await SweepAsync();

        _s3.Uploads.ShouldBeEmpty();
        _log.Collector.GetSnapshot().ShouldContain(line => line.Message.Contains("multipart/a/broken.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_fleet_one_worker_sweeps_now_and_then()
    {
        await LeaveAsync();
        _clock.Advance(Day * 2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var options = new CopyOptions();
        var other = new StateLease(_state, "upload-sweep", "other", _clock);
        (await other.TryTakeAsync(TimeSpan.FromHours(1), Token)).ShouldBeTrue();

        var sweeping = Sweep(Given.Rule()).RunAsync(new StateLease(_state, "upload-sweep", "worker", _clock), options, stop.Token);
        await _clock.TimerOfAsync(TimeSpan.FromMinutes(1), Token).WaitAsync(Bound, Token);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _clock.TimerOfAsync(options.SweepEvery, Token).WaitAsync(Bound, Token);
        _s3.Uploads.Count.ShouldBe(1);

        _clock.Advance(options.SweepEvery);
        await _clock.TimerOfAsync(options.SweepEvery, Token).WaitAsync(Bound, Token);
        _s3.Uploads.ShouldBeEmpty();

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => sweeping);
    }

    /// <summary>A copy that a worker was told to stop in the midst of.</summary>
    private async Task LeaveAsync()
    {
        using var stop = new CancellationTokenSource();
        _s3.OnPart = async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return null;
        };
        await Should.ThrowAsync<OperationCanceledException>(() => new PartsWorker(_s3, _state, "gone", _clock).CopyAsync(stop.Token));
    }

    private Task SweepAsync(ReplicationRule? rule = null) => Sweep(rule ?? Given.Rule()).SweepAsync(Day, Token);

    private UploadSweep Sweep(ReplicationRule rule) => new(
        new UploadLog(_state), new PartsWorker(_s3, _state, "sweeper", _clock).Parts, new Stores(_s3), new HeldRules(Given.Set(rule)), _clock, _log);

    private sealed record HeldRules(RuleSet Current) : IRuleSnapshot;

    private sealed class Stores(FakeS3 s3) : IObjectStores
    {
        public OwnPrincipals Own => OwnPrincipals.None;

        public ValueTask<StoreResult<IObjectStore>> ForBucketAsync(
            ReplicationDocument document, string bucket, bool isSource, CancellationToken cancellationToken) => new(new StoreResult<IObjectStore>(s3));

        public ValueTask<StoreResult<BucketFacts>> DescribeAsync(
            ReplicationDocument document, string bucket, bool isSource, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
