using S3Replicator.Core.Planning;
using S3Replicator.Core.State;

namespace S3Replicator.Core.Copying.Parts;

/// <summary>What an upload is made with; pure.</summary>
internal static class UploadOptions
{
    private const string FullObject = "FULL_OBJECT";
    private const string Composite = "COMPOSITE";

    /// <summary>The attributes of the replica: all that CopyObject would carry over by itself has to be said.</summary>
    public static ReplicaAttributes For(CopyPlan plan, ObjectHead source)
    {
        var isOfEvent = source.VersionId is null || string.Equals(source.VersionId, plan.Event.VersionId, StringComparison.Ordinal);
        var objectEvent = isOfEvent ? plan.Event : plan.Event with { VersionId = source.VersionId, Sequencer = null };
        var attributes = CopyPlanner.AttributesOf(plan.Decision.Rule.Rule, objectEvent, source);
        var algorithm = source.Checksum?.Split(':')[0];

        return attributes with
        {
            Metadata = attributes.Metadata ?? source.Metadata,
            ChecksumAlgorithm = algorithm ?? (HasLock(attributes) ? "CRC64NVME" : null),
            ChecksumType = algorithm is null ? null : TypeFor(algorithm, source.ChecksumType),
        };
    }

    /// <summary>Tells uploads apart that were made with different attributes. Tags do not count: they are set right once the copy is done.</summary>
    public static string Fingerprint(ReplicaAttributes attributes)
    {
        var metadata = attributes.Metadata ?? new();
        return StateNames.Hash(
        [
            attributes.StorageClass,
            attributes.KmsKeyId,
            attributes.IsDualLayer.ToString(),
            attributes.HasBucketKey?.ToString(),
            attributes.CannedAcl,
            attributes.WebsiteRedirect,
            attributes.LockMode,
            attributes.RetainUntil?.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
            attributes.LegalHold?.ToString(),
            attributes.ChecksumAlgorithm,
            attributes.ChecksumType,
            metadata.CacheControl,
            metadata.ContentDisposition,
            metadata.ContentEncoding,
            metadata.ContentLanguage,
            metadata.ContentType,
            metadata.Expires,
            .. metadata.User.SelectMany(entry => new[] { entry.Key, entry.Value }),
        ]);
    }

    /// <summary>S3 makes no checksum of SHA over a whole object of parts, and none of CRC64NVME over the parts' checksums.</summary>
    private static string? TypeFor(string algorithm, string? ofSource) => algorithm switch
    {
        "SHA1" or "SHA256" => Composite,
        "CRC64NVME" => FullObject,
        _ => ofSource,
    };

    /// <summary>A bucket with Object Lock takes no write without a checksum.</summary>
    private static bool HasLock(ReplicaAttributes attributes) => attributes.LockMode is not null || attributes.LegalHold is not null;
}
