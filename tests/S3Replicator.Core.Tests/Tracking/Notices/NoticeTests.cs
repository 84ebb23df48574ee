using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.State;
using S3Replicator.Core.Tests.Tracking.Lag;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Lag;
using S3Replicator.Core.Tracking.Notices;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Tracking.Notices;

/// <summary>What two workers with one state tell of operations, together.</summary>
public sealed class NoticeTests : IAsyncLifetime
{
    private static readonly TimeSpan Threshold = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private readonly InMemoryStateStore _state = new();
    private readonly Mailbox _mailbox = new();
    private readonly List<Worker> _workers = [];
    private readonly ManualTimeProvider _markClock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.StopAsync();
        }
    }

    [Fact]
    public async Task In_time_means_completed_and_nothing_else()
    {
        var worker = Start();

        await worker.World.Accept(TimeSpan.FromSeconds(1)).CompleteAsync();

        await ToldAsync(NoticeKind.OperationCompletedReplication);
        (await MarksAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_miss_is_told_while_pending_and_the_end_when_it_comes()
    {
        var worker = Start();
        var operation = worker.World.Accept(TimeSpan.FromSeconds(11));
        await worker.SweepAsync();
        await ToldAsync(NoticeKind.OperationMissedThreshold);

        await operation.CompleteAsync();

        await ToldAsync(NoticeKind.OperationMissedThreshold, NoticeKind.OperationReplicatedAfterThreshold);
    }

    [Fact]
    public async Task What_nobody_had_in_hand_at_its_deadline_is_told_as_missed_before_its_end()
    {
        await Start().World.Accept(TimeSpan.FromHours(1)).CompleteAsync();

        await ToldAsync(NoticeKind.OperationMissedThreshold, NoticeKind.OperationReplicatedAfterThreshold);
    }

    [Fact]
    public async Task Two_workers_tell_one_miss_and_one_end()
    {
        var (one, other) = (Start(), Start());
        var first = one.World.Accept(TimeSpan.FromSeconds(11), message: "m");
        var second = other.World.Accept(TimeSpan.FromSeconds(11), message: "m");
        await one.SweepAsync();
        await other.SweepAsync();

        await first.CompleteAsync();
        await second.CompleteAsync();
        await second.SkipAsync(SkipReason.AlreadyReplicated);

        await ToldAsync(NoticeKind.OperationMissedThreshold, NoticeKind.OperationReplicatedAfterThreshold);
    }

    [Fact]
    public async Task A_worker_that_starts_anew_tells_no_miss_again()
    {
        var dead = Start();
        dead.World.Accept(TimeSpan.FromSeconds(11), message: "m");
        await dead.SweepAsync();
        await ToldAsync(NoticeKind.OperationMissedThreshold);
        await dead.StopAsync();

        var worker = Start();
        var again = worker.World.Accept(TimeSpan.FromSeconds(20), message: "m", receiveCount: 2);
        await worker.SweepAsync();
        await again.CompleteAsync();

        await ToldAsync(NoticeKind.OperationMissedThreshold, NoticeKind.OperationReplicatedAfterThreshold);
    }

    [Fact]
    public async Task A_failure_is_told_once_also_when_it_fails_again_or_is_mended_later()
    {
        var worker = Start();
        var operation = worker.World.Accept();
        await operation.FailAsync("DstBucketNotFound");

        await (operation with { Attempt = new("revision", 2) }).FailAsync("DstBucketNotFound");
        await (operation with { Attempt = new("revision", 3) }).CompleteAsync();

        await ToldAsync(NoticeKind.OperationFailedReplication);
        _mailbox.Bodies.ShouldHaveSingleItem().ShouldContain("\"failureReason\":\"DstBucketNotFound\"");
    }

    [Theory]
    [InlineData(SkipReason.SourceVanished)]
    [InlineData(SkipReason.SupersededByNewer)]
    public async Task What_is_no_longer_pursued_is_told_once(SkipReason reason)
    {
        var worker = Start();
        var operation = worker.World.Accept();

        await operation.SkipAsync(reason);
        await operation.SkipAsync(reason);

        await ToldAsync(NoticeKind.OperationNotTracked);
        (await MarksAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task What_never_was_to_be_replicated_is_not_told_unless_its_miss_was()
    {
        var worker = Start();
        await worker.World.Accept().SkipAsync(SkipReason.ReplicaOfReplica);
        var operation = worker.World.Accept(TimeSpan.FromSeconds(11));
        await worker.SweepAsync();
        await ToldAsync(NoticeKind.OperationMissedThreshold);

        await operation.SkipAsync(SkipReason.ReplicaOfReplica);

        await ToldAsync(NoticeKind.OperationMissedThreshold, NoticeKind.OperationNotTracked);
    }

    [Fact]
    public async Task A_repeated_event_of_what_was_done_in_time_tells_nothing()
    {
        var worker = Start();
        var operation = worker.World.Accept();
        await operation.CompleteAsync();

        await operation.SkipAsync(SkipReason.AlreadyReplicated);
        await (operation with { Attempt = operation.Attempt with { Number = 2 } }).SkipAsync(SkipReason.AlreadyReplicated);

        await ToldAsync(NoticeKind.OperationCompletedReplication);
    }

    [Fact]
    public async Task The_end_of_what_a_worker_did_before_it_died_is_told_by_the_next_one()
    {
        var operation = Start().World.Accept(receiveCount: 2);

        await operation.SkipAsync(SkipReason.AlreadyReplicated);

        await ToldAsync(NoticeKind.OperationCompletedReplication);
    }

    [Fact]
    public async Task What_a_worker_set_out_to_tell_and_did_not_is_told_by_another_after_a_while()
    {
        var dead = Start();
        _mailbox.IsClosed = true;
        dead.World.Accept(TimeSpan.FromSeconds(11), message: "m");
        await dead.SweepAsync();
        await Poll.UntilAsync(async _ => await MarksAsync() == 1, Bound, Token);
        dead.Die();
        _mailbox.IsClosed = false;

        _markClock.Advance(TimeSpan.FromSeconds(61));
        var worker = Start();
        worker.World.Accept(TimeSpan.FromSeconds(80), message: "m", receiveCount: 2);
        await worker.SweepAsync();

        await ToldAsync(NoticeKind.OperationMissedThreshold);
    }

    [Fact]
    public async Task A_queue_that_takes_nothing_holds_no_operation_up_for_long()
    {
        var worker = Start();
        _mailbox.IsClosed = true;

        var ending = worker.World.Accept().CompleteAsync();
        await worker.World.Clock.TimerOfAsync(TimeSpan.FromSeconds(5), Token);
        worker.World.Clock.Advance(TimeSpan.FromSeconds(5));
        await ending;

        _mailbox.IsClosed = false;
        await ToldAsync(NoticeKind.OperationCompletedReplication);
    }

    [Fact]
    public async Task What_the_queue_refuses_of_a_batch_is_sent_again()
    {
        var worker = Start();
        _mailbox.RefuseOnce = true;

        var ending = worker.World.Accept().CompleteAsync();

        await ToldAsync(NoticeKind.OperationCompletedReplication);
        await ending;
    }

    [Fact]
    public async Task Old_marks_are_cleared_away()
    {
        var worker = Start();
        await worker.World.Accept(TimeSpan.FromDays(16)).CompleteAsync();
        await worker.World.Accept(TimeSpan.FromDays(13)).CompleteAsync();
        (await MarksAsync()).ShouldBe(2);

        await worker.Teller.ForgetAsync(Token);

        (await MarksAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task An_event_has_the_shape_of_those_of_S3()
    {
        var worker = Start();
        worker.World.Accept(TimeSpan.FromSeconds(11), size: 12, message: "a b+ü/c");
        await worker.SweepAsync();
        await ToldAsync(NoticeKind.OperationMissedThreshold);

        var body = _mailbox.Bodies.ShouldHaveSingleItem();
        var record = JsonDocument.Parse(body).RootElement.GetProperty("Records")[0];

        record.GetProperty("eventName").GetString().ShouldBe("Replication:OperationMissedThreshold");
        record.GetProperty("s3").GetProperty("object").GetProperty("key").GetString().ShouldBe("a+b%2B%C3%BC/c");
        record.GetProperty("s3").GetProperty("object").GetProperty("size").GetInt64().ShouldBe(12);
        record.GetProperty("s3").GetProperty("bucket").GetProperty("arn").GetString().ShouldBe("arn:aws:s3:::source");
        var replication = record.GetProperty("replicationEventData");
        replication.GetProperty("replicationRuleId").GetString().ShouldBe("docs");
        replication.GetProperty("destinationBucket").GetString().ShouldBe("arn:aws:s3:::mirror");
        replication.GetProperty("s3Operation").GetString().ShouldBe("OBJECT_PUT");
        replication.GetProperty("threshold").GetString().ShouldBe("10");
        replication.GetProperty("requestTime").GetString().ShouldBe("2026-01-01T23:59:49.000Z");
    }

    [Fact]
    public void Its_own_events_cause_nothing_when_they_come_back()
    {
        var notice = new Notice
        {
            Kind = NoticeKind.OperationCompletedReplication,
            Operation = OperationId.Of(EndedOperations.Event(), EndedOperations.Decision()),
            Event = EndedOperations.Event(),
            Decision = EndedOperations.Decision(),
            Time = EndedOperations.Noon,
        };

        var decoded = EventDecoder.Default.Decode(NoticeJson.Write(notice, "aws:s3")).ShouldHaveSingleItem();

        decoded.Event!.Kind.ShouldBe(EventKind.NotReplicable);
        decoded.Event.Key.ShouldBe(notice.Event.Key);
        decoded.Event.Bucket.ShouldBe("source");
    }

    [Fact]
    public void The_id_of_an_operation_is_that_of_its_version_and_rule()
    {
        var put = EndedOperations.Event();
        var id = OperationId.Of(put, EndedOperations.Decision());

        OperationId.Of(put with { Sequencer = null, RequestId = "other", ETag = null }, EndedOperations.Decision()).ShouldBe(id);
        OperationId.Of(put, EndedOperations.Decision(rule: "other")).ShouldNotBe(id);
        OperationId.Of(put with { VersionId = "v2" }, EndedOperations.Decision()).ShouldNotBe(id);
        OperationId.Of(put with { VersionId = null, Sequencer = "1" }, EndedOperations.Decision())
            .ShouldNotBe(OperationId.Of(put with { VersionId = null, Sequencer = "2" }, EndedOperations.Decision()));
        OperationId.Of(put with { Kind = EventKind.TagsChanged, Sequencer = null }, EndedOperations.Decision())
            .ShouldNotBe(OperationId.Of(put with { Kind = EventKind.TagsChanged, Sequencer = null, Time = EndedOperations.Noon }, EndedOperations.Decision()));
    }

    private Worker Start()
    {
        var worker = new Worker(_state, _mailbox, _markClock);
        _workers.Add(worker);
        return worker;
    }

    private async Task ToldAsync(params NoticeKind[] kinds)
    {
        await Poll.UntilAsync(
            () =>
            {
                // A sender that was refused waits for its next try by this clock.
                _workers.FindAll(worker => !worker.IsDead).ForEach(worker => worker.World.Clock.Advance(_mailbox.HasRefused ? TimeSpan.FromSeconds(1) : TimeSpan.Zero));
                return _mailbox.Bodies.Count >= kinds.Length;
            },
            Bound,
            Token);
        foreach (var worker in _workers.Where(worker => !worker.IsDead))
        {
            await worker.QuietAsync();
        }

        _mailbox.Kinds.ShouldBe(kinds);
    }

    private async Task<int> MarksAsync() => await _state.ListAsync("notices/", Token).CountAsync(Token);

    /// <summary>The tracker and the teller of one worker.</summary>
    private sealed class Worker : IDisposable
    {
        private readonly CancellationTokenSource _giveUp = new();
        private readonly Task _running;
        private Task? _stopped;

        public Worker(IStateStore state, Mailbox mailbox, ManualTimeProvider clock)
        {
            var options = new NoticeOptions { SendWithin = TimeSpan.Zero };
            var relay = new Relay();
            World = new(Threshold, relay);
            var sender = new NoticeSender(mailbox, options, World.Metrics, World.Clock, NullLogger<NoticeSender>.Instance);
            Teller = new(state, sender, options, World.Server, new MarkTime(World.Clock, clock), NullLogger<NoticeTeller>.Instance);
            relay.Teller = Teller;
            _running = Teller.RunAsync(_giveUp.Token);
        }

        public TrackedWorld World { get; }

        public NoticeTeller Teller { get; }

        public Task SweepAsync() => World.Tracker.SweepAsync(Token);

        public Task QuietAsync() => Teller.QuietAsync(Token);

        /// <summary>Ends without a word, as a process that is killed.</summary>
        public void Die() => _stopped = Task.CompletedTask;

        public bool IsDead => _stopped is { IsCompletedSuccessfully: true };

        public Task StopAsync() => _stopped ??= EndAsync();

        private async Task EndAsync()
        {
            using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await Teller.CompleteAsync(bound.Token);
            await using var late = bound.Token.Register(_giveUp.Cancel);
            await _running;
            Dispose();
        }

        public void Dispose()
        {
            _giveUp.Dispose();
            Teller.Dispose();
            World.Dispose();
        }
    }

    /// <summary>Waits by the worker's clock, and tells the time that all workers have.</summary>
    private sealed class MarkTime(ManualTimeProvider own, ManualTimeProvider shared) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => shared.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            own.CreateTimer(callback, state, dueTime, period);
    }

    private sealed class Relay : IOperationObserver
    {
        public NoticeTeller? Teller { get; set; }

        public ValueTask EndedAsync(EndedOperation operation, CancellationToken cancellationToken) => Teller!.EndedAsync(operation, cancellationToken);

        public ValueTask MissedAsync(MissedThreshold missed, CancellationToken cancellationToken) => Teller!.MissedAsync(missed, cancellationToken);
    }

    private sealed class Mailbox : INoticeQueue
    {
        private readonly List<NoticeMessage> _messages = [];

        public bool IsClosed { get; set; }

        public bool RefuseOnce { get; set; }

        public bool HasRefused { get; private set; }

        public IReadOnlyList<string> Bodies
        {
            get
            {
                lock (_messages)
                {
                    return [.. _messages.Select(message => message.Body)];
                }
            }
        }

        public IEnumerable<NoticeKind> Kinds => Bodies.Select(body => Enum.Parse<NoticeKind>(
            JsonDocument.Parse(body).RootElement.GetProperty("Records")[0].GetProperty("eventName").GetString()!["Replication:".Length..]));

        public Task<IReadOnlyList<NoticeMessage>> SendAsync(IReadOnlyList<NoticeMessage> notices, CancellationToken cancellationToken)
        {
            HasRefused |= IsClosed || RefuseOnce;

            if (IsClosed)
            {
                throw new HttpRequestException("closed");
            }

            if (RefuseOnce)
            {
                RefuseOnce = false;
                return Task.FromResult(notices);
            }

            lock (_messages)
            {
                _messages.AddRange(notices);
            }

            return Task.FromResult<IReadOnlyList<NoticeMessage>>([]);
        }
    }
}
