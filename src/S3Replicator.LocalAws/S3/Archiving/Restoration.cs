namespace S3Replicator.LocalAws.S3.Archiving;

/// <summary>The temporary copy of an archived object.</summary>
/// <param name="CompletesAt">From when on it can be read.</param>
/// <param name="ExpiresAt">From when on it is gone again.</param>
internal sealed record Restoration(DateTimeOffset CompletesAt, DateTimeOffset ExpiresAt)
{
    public bool IsOngoing(DateTimeOffset now) => now < CompletesAt;

    public bool IsReadable(DateTimeOffset now) => now >= CompletesAt && now < ExpiresAt;

    /// <summary>S3 rounds the end up to the next midnight in UTC.</summary>
    public static DateTimeOffset EndOf(DateTimeOffset from, int days) => new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero).AddDays(days + 1);
}
