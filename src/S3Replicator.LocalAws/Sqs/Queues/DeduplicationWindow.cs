namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>The FIFO deduplication of five minutes: a repeated id gives the first message's answer.</summary>
internal sealed class DeduplicationWindow
{
    private const long WindowMilliseconds = 5 * 60 * 1000;

    private readonly Dictionary<(string? Group, string Id), SentMessage> _sent = [];
    private readonly Queue<((string? Group, string Id) Key, long At)> _byTime = new();

    public SentMessage? Find(string? group, string id, long now)
    {
        while (_byTime.TryPeek(out var first) && first.At + WindowMilliseconds <= now)
        {
            _byTime.Dequeue();
            _sent.Remove(first.Key);
        }

        return _sent.TryGetValue((group, id), out var sent) ? sent : null;
    }

    public void Add(string? group, string id, in SentMessage sent, long now)
    {
        _sent.Add((group, id), sent);
        _byTime.Enqueue(((group, id), now));
    }
}
