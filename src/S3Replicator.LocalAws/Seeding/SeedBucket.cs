using System.Text.Json;

namespace S3Replicator.LocalAws.Seeding;

/// <summary>A bucket.</summary>
internal sealed record SeedBucket
{
    public required string Name { get; init; }

    public string? Region { get; init; }

    public string? AccountId { get; init; }

    /// <summary><c>Enabled</c> or <c>Suspended</c>; never versioned where nothing is said.</summary>
    public string? Versioning { get; init; }

    /// <summary>Whether it has Object Lock, and is versioned then.</summary>
    public bool? ObjectLock { get; init; }

    public string? Ownership { get; init; }

    public JsonElement? Policy { get; init; }

    /// <summary>Whether EventBridge hears of its events.</summary>
    public bool? EventBridge { get; init; }

    public IReadOnlyList<SeedNotification>? Notifications { get; init; }
}
