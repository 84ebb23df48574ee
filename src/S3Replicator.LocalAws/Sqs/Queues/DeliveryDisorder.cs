using System.Diagnostics.CodeAnalysis;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>Draws the disorder of one queue. The queue's lock is held around every call.</summary>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Disorder that can be repeated is the point.")]
internal sealed class DeliveryDisorder(DeliveryOddities oddities)
{
    private readonly Random _random = new(oddities.Seed);

    public bool IsDuplicated() => _random.NextDouble() < oddities.DuplicateProbability;

    public long Order(long sequence) => sequence + _random.Next(oddities.ReorderWindow + 1);

    public long DelayMilliseconds() => _random.NextDouble() < oddities.DelayProbability
        ? (long)(_random.NextDouble() * oddities.MaxDelay.TotalMilliseconds)
        : 0;
}
