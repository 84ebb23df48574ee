using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Members;

internal static class DestinationMembers
{
    // S3's own list (StorageClass in its API), divided into what an object can be copied into and what not.
    public static TextShape StorageClass { get; } = new()
    {
        Values = ["STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE", "GLACIER_IR"],
        Refused = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
        [
            KeyValuePair.Create("OUTPOSTS", "objects of S3 on Outposts are not copied into from outside."),
            KeyValuePair.Create("SNOW", "objects of a Snow device are not copied into from outside."),
            KeyValuePair.Create("EXPRESS_ONEZONE", "directory buckets are no destination of replication."),
            KeyValuePair.Create("FSX_OPENZFS", "a file system writes it, not S3."),
            KeyValuePair.Create("FSX_ONTAP", "a file system writes it, not S3."),
            KeyValuePair.Create("AWS_BACKUP_WARM", "AWS Backup writes it, not S3."),
            KeyValuePair.Create("AWS_BACKUP_LOW_COST_WARM", "AWS Backup writes it, not S3."),
        ]),
    };

    private static ObjectShape Minutes { get; } = new(
        "ReplicationTimeValue",
        [new("Minutes", new IntegerShape(1, 1440), "Minutes; S3 itself knows only 15.") { IsRequired = true, InvalidCode = "InvalidMinutes" }]);

    private static Member Status { get; } =
        new("Status", TextShape.Switch, "`Enabled` or `Disabled`.") { IsRequired = true, MissingCode = "MissingStatus", InvalidCode = "InvalidStatus" };

    public static ObjectShape ReplicationTime { get; } = new(
        "ReplicationTime",
        [Status, new("Time", Minutes, "How long the replication of an object may take.") { IsRequired = true }]);

    public static ObjectShape Metrics { get; } = new(
        "Metrics",
        [Status, new("EventThreshold", Minutes, "After how long an object has missed its threshold; the same as `ReplicationTime.Time`.")]);

    public static ObjectShape Destination { get; } = new(
        "Destination",
        [
            new("Bucket", new TextShape { MinLength = 1 }, "The destination bucket's ARN.") { IsRequired = true, MissingCode = "MissingDestinationBucket" },
            new("Account", new TextShape { MinLength = 12, MaxLength = 12 }, "The account that owns the destination bucket, 12 digits.") { InvalidCode = "InvalidAccount" },
            new("StorageClass", StorageClass, "The replica's storage class; the source's where absent.") { InvalidCode = "InvalidStorageClass" },
            new("AccessControlTranslation", new ObjectShape("AccessControlTranslation", [
                new("Owner", TextShape.OneOf("Destination"), "`Destination`: the destination bucket's owner owns the replicas.") { IsRequired = true },
            ]), "Who owns the replicas; needs `Account`.") { Needs = ["Account"] },
            new("EncryptionConfiguration", new ObjectShape("EncryptionConfiguration", [
                new("ReplicaKmsKeyID", new TextShape { MinLength = 1 }, "The KMS key that encrypts replicas: ARN, key id or alias.") { IsRequired = true },
            ]), "How replicas are encrypted."),
            new("ReplicationTime", ReplicationTime, "Time control: the threshold within which objects are to be replicated."),
            new("Metrics", Metrics, "Replication metrics and threshold events."),
        ]);
}
