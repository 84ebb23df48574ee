namespace S3Replicator.Core.Rules.Importing;

// What is not the same from outside S3 as it is from within.
internal static class ImportDifferences
{
    public static IEnumerable<ImportDifference> Of(ReplicationDocument document)
    {
        yield return new(
            null,
            "RoleTrust",
            $"S3's own replication assumes {document.Role ?? "its role"} as s3.amazonaws.com, with actions such as s3:ReplicateObject that do not allow copying from outside.",
            "Let the worker assume the role, and allow it s3:GetObject*, s3:PutObject* and the like: s3replicator iam --rules PATH prints the policies.");
        yield return new(
            null,
            "NativeReplicationStillOn",
            $"The bucket {document.Bucket} still replicates by itself; every object would be copied twice.",
            "Once the worker runs, disable the rules in the bucket's own configuration.");
        yield return new(
            null,
            "EventNotifications",
            "The worker learns of objects from event notifications, which S3's own replication does not need.",
            $"Send s3:ObjectCreated:*, s3:ObjectRemoved:*, s3:ObjectTagging:* and s3:ObjectAcl:Put of {document.Bucket} to the worker's queue.");
        yield return new(
            null,
            "VersionIdsNotKept",
            "Replicas get version ids and creation times of their own; S3 keeps the source's only in its own replication.",
            "Look replicas up with s3replicator status, not by the source's version id.");
        yield return new(
            null,
            "ReplicationStatusNotSet",
            "The header x-amz-replication-status of source objects is S3's own and is not set.",
            "Ask s3replicator status instead.");
        yield return new(
            null,
            "SseCNotReplicated",
            "Objects under SSE-C are replicated by S3 and skipped here, since only their writer has the key.",
            "Encrypt what is to be replicated under SSE-S3 or SSE-KMS.");
        foreach (var difference in document.Rules.SelectMany(OfRule))
        {
            yield return difference;
        }
    }

    private static IEnumerable<ImportDifference> OfRule(ReplicationRule rule)
    {
        if (rule.ExistingObjectReplication)
        {
            yield return new(rule.Id, "ExistingObjectReplication", "Existing objects are not replicated by a rule; the member is left out.", $"Run s3replicator backfill start --rule {rule.Id}.");
        }

        if (rule.ReplicationTimeControl)
        {
            yield return new(rule.Id, "ReplicationTimeNotGuaranteed", "S3's service level agreement for replication time does not hold here; the threshold is measured and reported.", "Set an Objective under S3Replicator, and watch s3replicator report.");
        }

        if (rule.SseKmsEncryptedObjects)
        {
            yield return new(rule.Id, "EncryptionContextNotKept", "Replicas under SSE-KMS do not keep the source's encryption context.", "Allow the role kms:Decrypt on the source's key and kms:GenerateDataKey on the replica's.");
        }

        if (rule.ReplicaModifications)
        {
            yield return new(rule.Id, "ReplicaModificationsNeedEvents", "Changes made to replicas are seen only where the destination bucket notifies the worker, too.", $"Send the events of {rule.Destination.Bucket} to the worker's queue, and write a rule for it.");
        }

        if (rule.Destination.OwnerOverride)
        {
            yield return new(rule.Id, "OwnerOverrideByAcl", "The destination's owner gets the replicas by the destination's ownership setting or by ACL, not by s3:ObjectOwnerOverrideToBucketOwner.", $"Set {rule.Destination.Bucket} to bucket owner enforced, or allow the role s3:PutObjectAcl.");
        }
    }
}
