using S3Replicator.Core.Events;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Planning;

/// <summary>Turns an acting decision and what is known of the source into a plan; pure.</summary>
public static class CopyPlanner
{
    /// <summary>Whether the plan needs HEAD of the source before it can be made.</summary>
    public static bool NeedsSourceHead(Decision decision, ObjectEvent objectEvent)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(objectEvent);
        var rule = decision.Rule.Rule;

        return decision.Action == ReplicationAction.Copy && (objectEvent.Size is null || HangsOnSource(rule));
    }

    /// <summary>Whether what a replica is given hangs on what the source has.</summary>
    internal static bool HangsOnSource(ReplicationRule rule) =>
        rule.Destination.StorageClass is null || rule.SseKmsEncryptedObjects || rule.Lineage != Lineage.None;

    /// <summary>Makes the plan.</summary>
    /// <param name="decision">An acting decision.</param>
    /// <param name="objectEvent">Its event.</param>
    /// <param name="versions">Which versions the destination is to hold.</param>
    /// <param name="source">HEAD of the source, where it was asked for.</param>
    public static CopyPlan Plan(Decision decision, ObjectEvent objectEvent, VersionScope versions, ObjectHead? source)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(objectEvent);

        return new()
        {
            Strategy = StrategyFor(decision, source?.Size ?? objectEvent.Size),
            Event = objectEvent.ETag is null && source is not null ? objectEvent with { ETag = source.ETag } : objectEvent,
            Decision = decision,
            Versions = versions,
            Size = source?.Size ?? objectEvent.Size,
            Attributes = AttributesOf(decision.Rule.Rule, objectEvent, source),
        };
    }

    private static string StrategyFor(Decision decision, long? size) => decision.Action switch
    {
        ReplicationAction.Copy => size > decision.Rule.Rule.MultipartThreshold ? CopyStrategyNames.MultipartCopy : CopyStrategyNames.SingleCopy,
        ReplicationAction.SyncTags => CopyStrategyNames.SyncTags,
        ReplicationAction.SyncAcl => CopyStrategyNames.SyncAcl,
        ReplicationAction.DeleteVersion => CopyStrategyNames.DeleteVersion,
        ReplicationAction.Defer => CopyStrategyNames.RestoreSource,
        ReplicationAction.PutDeleteMarker or ReplicationAction.DeleteObject => CopyStrategyNames.DeleteCurrent,
        _ => throw new InvalidOperationException($"There is no strategy for {decision.Action}."),
    };

    /// <summary>What the replica is given by the rule, and of what the source has beside its bytes.</summary>
    internal static ReplicaAttributes AttributesOf(ReplicationRule rule, ObjectEvent objectEvent, ObjectHead? source) => new()
    {
        StorageClass = rule.Destination.StorageClass ?? source?.StorageClass,
        KmsKeyId = source?.Encryption is "aws:kms" or "aws:kms:dsse" ? rule.Destination.ReplicaKmsKeyId : null,
        IsDualLayer = source?.Encryption is "aws:kms:dsse",

        // Two layers go without bucket keys.
        HasBucketKey = source is { Encryption: "aws:kms", HasBucketKey: true } ? true : null,
        CannedAcl = rule.Destination.OwnerOverride || rule.Acl == ReplicaAcl.BucketOwnerFullControl ? "bucket-owner-full-control" : null,
        Metadata = rule.Lineage == Lineage.Metadata && source is not null ? LineageEntry.Stamp(source.Metadata, objectEvent) : null,
        WebsiteRedirect = source?.WebsiteRedirect,
        LockMode = source?.LockMode,
        RetainUntil = source?.RetainUntil,
        LegalHold = source?.LegalHold == true ? true : null,

        // A bucket with Object Lock takes no write without a checksum; the algorithm that the source has stays.
        ChecksumAlgorithm = source is { LockMode: not null } or { LegalHold: true } ? source.Checksum?.Split(':')[0] : null,
    };
}
