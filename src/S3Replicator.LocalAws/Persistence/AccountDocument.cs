namespace S3Replicator.LocalAws.Persistence;

/// <summary>What a data folder keeps besides buckets.</summary>
internal sealed record AccountDocument
{
    public IReadOnlyList<SavedQueue>? Queues { get; init; }

    public IReadOnlyList<SavedRole>? Roles { get; init; }
}
