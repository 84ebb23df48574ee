using S3Replicator.Core.State.Failures;
using S3Replicator.Core.Tracking.Receipts;

namespace S3Replicator.Core.Tests.Tracking.Receipts;

public sealed class ReplicaStatusesTests
{
    private static readonly DateTimeOffset Noon = EndedOperations.Noon;

    [Fact]
    public void A_replicated_object_is_completed_with_its_lag()
    {
        var status = ReplicaStatuses.Of([Receipt("Replicated")], failure: null)!;

        status.Status.ShouldBe(ReplicaState.Completed);
        status.LagSeconds.ShouldBe(2);
        status.ReplicatedAt.ShouldBe("2026-01-02T12:00:00.000Z");
        status.Destination.VersionId.ShouldBe("d1");
        status.Reason.ShouldBeNull();
    }

    [Fact]
    public void The_newest_receipt_counts_in_whatever_order_they_come() =>
        StateOf([Receipt("Replicated", minute: 3), Receipt("Failed", minute: 1), Receipt("Replicated", minute: 2)]).ShouldBe(ReplicaState.Completed);

    [Fact]
    public void A_failure_is_failed_with_its_reason()
    {
        var status = ReplicaStatuses.Of([Receipt("Replicated", minute: -5)], Failure())!;

        status.Status.ShouldBe(ReplicaState.Failed);
        status.Reason.ShouldBe("DstBucketNotFound");
        status.Attempts.ShouldBe(3);
        status.ReplicatedAt.ShouldBeNull();
        status.LagSeconds.ShouldBeNull();
    }

    [Fact]
    public void What_was_replicated_after_the_failure_is_completed() =>
        ReplicaStatuses.Of([Receipt("Replicated", minute: 5)], Failure())!.Status.ShouldBe(ReplicaState.Completed);

    [Fact]
    public void A_failed_operation_whose_record_was_discarded_stays_failed() =>
        StateOf([Receipt("Failed", reason: "DstBucketNotFound")]).ShouldBe(ReplicaState.Failed);

    [Fact]
    public void A_repeated_event_does_not_hide_when_the_replica_was_made()
    {
        var status = ReplicaStatuses.Of([Receipt("Replicated"), Receipt("Skipped", minute: 5, reason: "AlreadyReplicated")], failure: null)!;

        status.Status.ShouldBe(ReplicaState.Completed);
        status.ReplicatedAt.ShouldBe("2026-01-02T12:00:00.000Z");
    }

    [Theory]
    [InlineData("AlreadyReplicated", ReplicaState.Completed)]
    [InlineData("SourceVanished", ReplicaState.Skipped)]
    [InlineData("SupersededByNewer", ReplicaState.Skipped)]
    public void What_was_found_after_a_failure_tells_how_it_went_on(string reason, ReplicaState expected) =>
        StateOf([Receipt("Failed"), Receipt("Skipped", minute: 5, reason: reason)]).ShouldBe(expected);

    [Fact]
    public void Nothing_to_do_about_another_version_does_not_speak_for_the_failed_one() =>
        StateOf([Receipt("Failed"), Receipt("Skipped", minute: 5, reason: "SupersededByNewer", version: "v0")]).ShouldBe(ReplicaState.Failed);

    [Fact]
    public void What_was_put_off_is_pending() => StateOf([Receipt("Deferred", reason: "SrcArchived")]).ShouldBe(ReplicaState.Pending);

    private static ReplicaState StateOf(IEnumerable<Receipt> receipts) => ReplicaStatuses.Of(receipts, failure: null)!.Status;

    private static Receipt Receipt(string outcome, int minute = 0, string? reason = null, string version = "v1") =>
        S3Replicator.Core.Tracking.Receipts.Receipt.Of(EndedOperations.Replicated(at: Noon.AddMinutes(minute), version: version), "host") with
        {
            Outcome = outcome,
            Reason = reason,
        };

    private static FailureRecord Failure() =>
        FailureRecord.Of(EndedOperations.Event(), EndedOperations.Decision(), "revision", "DstBucketNotFound", "no bucket", attempts: 3, Noon);
}
