namespace S3Replicator.Core.Planning;

/// <summary>One step towards a complete history: copy a version on top, or put a delete marker on top.</summary>
/// <param name="Version">The source version to copy; null to put a delete marker.</param>
public sealed record HistoryStep(ObjectVersion? Version)
{
    /// <summary>Puts a delete marker.</summary>
    public static HistoryStep PutMarker { get; } = new((ObjectVersion?)null);

    /// <summary>Copies a version.</summary>
    public static HistoryStep Copy(ObjectVersion version) => new(version);
}
