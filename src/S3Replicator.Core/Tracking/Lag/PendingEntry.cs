using System.Runtime.InteropServices;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>What the table keeps of one pending operation.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct PendingEntry
{
    /// <summary>Odd while the place is taken; grows with each taking and leaving.</summary>
    public int Generation;

    public RuleProgress Rule;
    public ObjectEvent Event;
    public Decision Decision;
    public OperationPlace Place;
    public DelayLedger Delays;

    /// <summary>Event time, or when the operation was first seen where the event has none; UTC ticks.</summary>
    public long Since;

    public long Deadline;
    public long Size;

    /// <summary>Up to when the ledger has the operation's time; UTC ticks.</summary>
    public long AccountedTo;

    /// <summary>When its message is delivered again; 0 while it is in hand.</summary>
    public long WaitingUntil;

    /// <summary>Why the time until then passes.</summary>
    public DelayCause WaitingFor;

    /// <summary>Whether the miss of its threshold was handed on.</summary>
    public bool IsMissTold;

    /// <summary>What took most of its time; where another worker would know, what this one has seen of the same rule since.</summary>
    public readonly DelayCause MainDelay => Delays.Main is not DelayCause.Unknown and var known ? known : Rule.LikelyDelay(Since);

    public readonly bool IsTaken => (Generation & 1) == 1;

    public readonly bool IsWaiting => WaitingUntil != 0;
}
