using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Control;

/// <summary>Which queue is to deliver out of order, and how much.</summary>
internal sealed record QueueDisorder
{
    /// <summary>The ARN.</summary>
    public required string Queue { get; init; }

    public int? Seed { get; init; }

    public double? DuplicateProbability { get; init; }

    public int? ReorderWindow { get; init; }

    public double? DelayProbability { get; init; }

    public double? MaxDelaySeconds { get; init; }

    /// <summary>Null for none at all.</summary>
    /// <exception cref="FormatException">A value is out of its range.</exception>
    public DeliveryOddities? ToOddities()
    {
        if (DuplicateProbability is not (null or (>= 0 and <= 1)) || DelayProbability is not (null or (>= 0 and <= 1)))
        {
            throw new FormatException("A probability is a number from 0 to 1.");
        }

        if (ReorderWindow is < 0 or > 1_000_000 || MaxDelaySeconds is not (null or (>= 0 and <= 43_200)))
        {
            throw new FormatException("\"reorderWindow\" is 0 to 1,000,000, \"maxDelaySeconds\" 0 to 43,200.");
        }

        var oddities = new DeliveryOddities();
        oddities = oddities with
        {
            Seed = Seed ?? oddities.Seed,
            DuplicateProbability = DuplicateProbability ?? 0,
            ReorderWindow = ReorderWindow ?? 0,
            DelayProbability = DelayProbability ?? 0,
            MaxDelay = MaxDelaySeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : oddities.MaxDelay,
        };
        return oddities is { DuplicateProbability: 0, ReorderWindow: 0, DelayProbability: 0 } ? null : oddities;
    }
}
