using System.Globalization;
using S3Replicator.Core.Events;

namespace S3Replicator.Core.State.Failures;

/// <summary>Names records by rule, then by object, then by operation, so that each of them is found by a list of names.</summary>
internal static class FailureNames
{
    public const string Root = "failures/";

    private const string Extension = ".json";

    public static string IdOf(ObjectEvent objectEvent, string rule, string destinationBucket) =>
        ObjectPart(objectEvent.Bucket, objectEvent.Key)
        + "-"
        + StateNames.Hash(
            rule,
            destinationBucket,
            objectEvent.VersionId,
            objectEvent.Name,
            objectEvent.Sequencer ?? objectEvent.Time?.ToString("O", CultureInfo.InvariantCulture));

    public static string NameOf(string rule, string id) => $"{OfRule(rule)}{id}{Extension}";

    public static string OfRule(string rule) => $"{Root}{StateNames.Segment(rule)}/";

    public static bool IsRecord(string name) => name.EndsWith(Extension, StringComparison.Ordinal);

    public static bool IsOfObject(string name, string bucket, string key) =>
        name[(name.LastIndexOf('/') + 1)..].StartsWith(ObjectPart(bucket, key) + "-", StringComparison.Ordinal);

    private static string ObjectPart(string bucket, string key) => StateNames.Hash(bucket, key);
}
