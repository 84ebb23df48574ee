namespace S3Replicator.LocalAws.S3.Archiving;

/// <summary>How long a restoration takes: the upper ends of what S3's guide says ("Archive retrieval options").</summary>
internal static class RetrievalTimes
{
    public const string Standard = "Standard";

    /// <summary>Null where the tier does not go with the storage class.</summary>
    public static TimeSpan? Of(string storageClass, string tier) => (storageClass, tier) switch
    {
        ("GLACIER", "Expedited") => TimeSpan.FromMinutes(5),
        ("GLACIER", Standard) => TimeSpan.FromHours(5),
        ("GLACIER", "Bulk") => TimeSpan.FromHours(12),
        ("DEEP_ARCHIVE", Standard) => TimeSpan.FromHours(12),
        ("DEEP_ARCHIVE", "Bulk") => TimeSpan.FromHours(48),
        _ => null,
    };

    public static bool IsTier(string tier) => tier is "Expedited" or Standard or "Bulk";
}
