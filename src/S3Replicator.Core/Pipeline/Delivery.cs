using System.Runtime.InteropServices;
using S3Replicator.Core.Events;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Pipeline;

/// <summary>One record of a message as it was delivered, and the rules that decide about it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Record">The record's index in it.</param>
/// <param name="Event">The event.</param>
/// <param name="RuleRevision">The revision of the rules.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Delivery(QueueMessage Message, int Record, ObjectEvent Event, string RuleRevision)
{
    public OperationPlace Place => new(Message.MessageId, Record, Message.ReceiveCount, Message.FirstReceivedAt);

    public OperationAttempt AttemptOf(PendingOperation pending) => new(RuleRevision, Message.ReceiveCount, pending) { TraceHeader = Message.TraceHeader };
}
