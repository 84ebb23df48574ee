namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>How many messages a queue holds in each state.</summary>
public readonly record struct QueueDepth(int Visible, int InFlight, int Delayed)
{
    public int Total => Visible + InFlight + Delayed;
}
