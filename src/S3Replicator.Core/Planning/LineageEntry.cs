using System.Globalization;
using S3Replicator.Core.Events;

namespace S3Replicator.Core.Planning;

/// <summary>What a replica's metadata tells of where it came from, and how many hops it has behind it.</summary>
/// <param name="Bucket">The bucket that it was copied from.</param>
/// <param name="VersionId">The version that it was copied from, where there was one.</param>
/// <param name="Sequencer">The order string of the event that led to the copy.</param>
/// <param name="Hops">How many copies lie behind it, this one included.</param>
public sealed record LineageEntry(string Bucket, string? VersionId, string? Sequencer, int Hops)
{
    /// <summary>The name of the entry in the user metadata.</summary>
    public const string Name = "s3replicator-lineage";

    private const char Separator = ' ';
    private const string Absent = "-";

    /// <summary>The lineage that an object's metadata tells; null where it tells none that can be read.</summary>
    public static LineageEntry? Of(ObjectMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var value = metadata.User.FirstOrDefault(entry => string.Equals(entry.Key, Name, StringComparison.OrdinalIgnoreCase)).Value;

        return value?.Split(Separator) is [var bucket, var version, var sequencer, var hops]
            && int.TryParse(hops, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? new(bucket, version == Absent ? null : version, sequencer == Absent ? null : sequencer, count)
                : null;
    }

    /// <summary>Whether an object's lineage names just that version; null where it names none of the bucket.</summary>
    public static bool? Names(ObjectMetadata metadata, string bucket, string? versionId) =>
        Of(metadata) is { VersionId: { } origin } lineage && string.Equals(lineage.Bucket, bucket, StringComparison.Ordinal)
            ? string.Equals(origin, versionId, StringComparison.Ordinal)
            : null;

    /// <summary>The metadata of a replica: the source's, with its lineage in place of the source's own.</summary>
    public static ObjectMetadata Stamp(ObjectMetadata source, ObjectEvent objectEvent)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(objectEvent);
        var hops = (Of(source)?.Hops ?? 0) + 1;
        var value = string.Create(
            CultureInfo.InvariantCulture,
            $"{objectEvent.Bucket}{Separator}{objectEvent.VersionId ?? Absent}{Separator}{objectEvent.Sequencer ?? Absent}{Separator}{hops}");
        return source with { User = [.. WithoutLineage(source), KeyValuePair.Create(Name, value)] };
    }

    /// <summary>The user metadata without the lineage, which is not the object's own.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> WithoutLineage(ObjectMetadata metadata) =>
        metadata.User.Where(entry => !string.Equals(entry.Key, Name, StringComparison.OrdinalIgnoreCase));
}
