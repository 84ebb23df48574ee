using System.Globalization;

namespace S3Replicator.LocalAws.S3.Locking;

/// <summary>The Object Lock configuration of a bucket; what new versions get where it has a default.</summary>
/// <param name="Mode">The default mode; null for none.</param>
/// <param name="Days">The default retention in days; null where it is in years.</param>
/// <param name="Years">The default retention in years; null where it is in days.</param>
internal sealed record BucketLock(string? Mode, int? Days, int? Years)
{
    public static BucketLock WithoutDefault { get; } = new(null, null, null);

    /// <summary>The lock of a version that says nothing itself.</summary>
    public ObjectLock At(DateTimeOffset now) => Mode is null
        ? ObjectLock.None
        : new ObjectLock(Mode, Days is { } days ? now.AddDays(days) : now.AddYears(Years!.Value), null);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mode} {Days ?? Years} {(Days is null ? "years" : "days")}");
}
