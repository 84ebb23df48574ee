namespace S3Replicator.Core.Queueing;

/// <summary>How the worker takes messages from its queues.</summary>
public sealed class QueueOptions
{
    /// <summary>How long one receive waits for a message; 20 seconds by default, which is SQS's maximum.</summary>
    public TimeSpan WaitTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a received message stays hidden between renewals; 60 seconds by default.</summary>
    public TimeSpan VisibilityTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The most receives under way at one time for a queue; 8 by default.</summary>
    public int MaxReceivers { get; set; } = 8;

    /// <summary>The most messages in hand at one time; 1,000 by default.</summary>
    public int MaxInHand { get; set; } = 1_000;

    /// <summary>How long a settled message waits for company before its batch is sent; 20 milliseconds by default.</summary>
    public TimeSpan SettleWithin { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long work in hand may go on after the worker is told to stop; 25 seconds by default, within the 30 that ECS and Kubernetes grant.</summary>
    public TimeSpan ShutdownBudget { get; set; } = TimeSpan.FromSeconds(25);
}
