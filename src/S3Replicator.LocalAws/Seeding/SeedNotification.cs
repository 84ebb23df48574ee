namespace S3Replicator.LocalAws.Seeding;

/// <summary>A queue that hears of a bucket's events.</summary>
internal sealed record SeedNotification
{
    public string? Id { get; init; }

    /// <summary>The name of a queue in the bucket's region and account, or an ARN.</summary>
    public required string Queue { get; init; }

    public required IReadOnlyList<string> Events { get; init; }

    public string? Prefix { get; init; }

    public string? Suffix { get; init; }
}
