using System.Runtime.InteropServices;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Tracking.Notices;

/// <summary>What is to be told of an operation that has ended; pure.</summary>
/// <param name="Kind">What is told.</param>
/// <param name="Proof">What shows that it has not been told already.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NoticeChoice(NoticeKind Kind, NoticeProof Proof)
{
    public static NoticeChoice? Of(EndedOperation end) => end.Outcome.Kind switch
    {
        OutcomeKind.Failed => new(NoticeKind.OperationFailedReplication, NoticeProof.Mark),
        OutcomeKind.Replicated or OutcomeKind.Deleted or OutcomeKind.Synced => Done(end),
        OutcomeKind.Skipped when end.Outcome.Reason is SkipReason.AlreadyReplicated => Again(end),
        OutcomeKind.Skipped => Dropped(end),
        _ => null,
    };

    /// <summary>Whether somebody may have told something of the operation before.</summary>
    private static bool HasHistory(EndedOperation end) => end.IsLate || end.IsMissTold || end.Attempt.Number > 1;

    private static NoticeChoice Done(EndedOperation end) =>
        end.IsLate || end.IsMissTold ? new(NoticeKind.OperationReplicatedAfterThreshold, NoticeProof.Mark)

        // What this try has carried out itself nobody has told; but a failure that is taken up again has been told as one.
        : new(NoticeKind.OperationCompletedReplication, end.Attempt.Pending == default ? NoticeProof.Mark : NoticeProof.None);

    /// <summary>A first delivery that finds the work done is a repeated event; a later one may come after a worker that died before it could tell.</summary>
    private static NoticeChoice? Again(EndedOperation end) =>
        end.Attempt.Number == 1 ? null
        : end.IsLate || end.IsMissTold ? new(NoticeKind.OperationReplicatedAfterThreshold, NoticeProof.Mark)
        : new(NoticeKind.OperationCompletedReplication, NoticeProof.Mark);

    private static NoticeChoice? Dropped(EndedOperation end) =>
        IsLostFromSight(end.Outcome.Reason) ? new(NoticeKind.OperationNotTracked, HasHistory(end) ? NoticeProof.Mark : NoticeProof.Memory)
        : HasHistory(end) ? new(NoticeKind.OperationNotTracked, NoticeProof.OpenMark)
        : null;

    /// <summary>Whether the operation was to be carried out and now is not; other reasons say that it never was to be.</summary>
    private static bool IsLostFromSight(SkipReason? reason) =>
        reason is SkipReason.SourceVanished or SkipReason.SupersededByNewer or SkipReason.RuleDisabled or SkipReason.LowerPriority;
}
