namespace S3Replicator.LocalAws.Sqs;

/// <summary>SQS's own quotas; tests may lower them.</summary>
internal sealed record SqsLimits
{
    /// <summary>Messages that may be in flight at once in one queue. 120,000 by default.</summary>
    public int InFlight { get; init; } = 120_000;

    /// <summary>How long a name stays taken after its queue was deleted. 60 seconds by default.</summary>
    public TimeSpan RecreateAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The least time between two purges of one queue. 60 seconds by default.</summary>
    public TimeSpan PurgeEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest that one receive can keep a message hidden, renewals included. Twelve hours by default.</summary>
    public TimeSpan TotalVisibility { get; init; } = TimeSpan.FromHours(12);
}
