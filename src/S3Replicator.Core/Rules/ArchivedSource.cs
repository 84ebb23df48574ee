namespace S3Replicator.Core.Rules;

/// <summary>What happens to a source object in an archived storage class.</summary>
/// <param name="Restore">Whether a restore is asked for; otherwise the object is skipped.</param>
/// <param name="Tier">The retrieval tier: <c>Standard</c>, <c>Bulk</c> or <c>Expedited</c>.</param>
/// <param name="Days">How many days the restored copy stays.</param>
public sealed record ArchivedSource(bool Restore, string? Tier = null, int? Days = null)
{
    /// <summary>Archived sources are skipped.</summary>
    public static ArchivedSource Skip { get; } = new(Restore: false);
}
