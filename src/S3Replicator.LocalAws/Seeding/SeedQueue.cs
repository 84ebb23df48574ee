using System.Text.Json;

namespace S3Replicator.LocalAws.Seeding;

/// <summary>A queue.</summary>
internal sealed record SeedQueue
{
    public required string Name { get; init; }

    public string? Region { get; init; }

    public string? AccountId { get; init; }

    /// <summary>SQS's attributes; policies may be written as objects.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }

    /// <summary>Whether S3 and EventBridge may send to it from every bucket; the policy must not be given then.</summary>
    public bool? AllowS3 { get; init; }
}
