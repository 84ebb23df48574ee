using S3Replicator.Core.Queueing;

namespace S3Replicator.Hosting.Http.Checks;

/// <summary>Whether messages can be received.</summary>
internal sealed class QueueCheck(IReadOnlyList<MessagePump> pumps) : IReadinessCheck
{
    public IEnumerable<ReadinessFinding> Look() =>
        pumps.Select(pump => ReadinessFinding.Of("queue", pump.QueueName, pump.Activity.LastReceiveError));
}
