using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>FIFO receives that can be repeated by their attempt id for five minutes, as long as none of their messages was touched.</summary>
internal sealed class ReceiveAttempts
{
    private const long WindowMilliseconds = 5 * 60 * 1000;

    private readonly Dictionary<string, ReceivedMessage[]> _attempts = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, long At)> _byTime = new();

    public ReceivedMessage[]? Find(string id, long now)
    {
        while (_byTime.TryPeek(out var first) && first.At + WindowMilliseconds <= now)
        {
            _byTime.Dequeue();
            _attempts.Remove(first.Id);
        }

        return _attempts.TryGetValue(id, out var messages) && Array.TrueForAll(messages, IsUntouched) ? messages : null;
    }

    public void Add(string id, ReceivedMessage[] messages, long now)
    {
        if (messages.Length > 0 && _attempts.TryAdd(id, messages))
        {
            _byTime.Enqueue((id, now));
        }
    }

    private static bool IsUntouched(ReceivedMessage received) =>
        received.Message.State == MessageState.InFlight && received.Message.ReceiveCount == received.ReceiveCount;
}
