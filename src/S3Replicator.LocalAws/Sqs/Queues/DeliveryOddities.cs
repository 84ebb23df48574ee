namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>The disorder that at-least-once delivery permits, made frequent; the same seed makes the same disorder.</summary>
public sealed record DeliveryOddities
{
    public int Seed { get; init; } = 1;

    /// <summary>How likely a message is delivered twice, 0 to 1.</summary>
    public double DuplicateProbability { get; init; }

    /// <summary>By how many places a message may fall back behind later ones.</summary>
    public int ReorderWindow { get; init; }

    /// <summary>How likely a message appears late, 0 to 1.</summary>
    public double DelayProbability { get; init; }

    /// <summary>The most that a late message is late by.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(1);
}
