using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.Identity.Policies.Documents;
using S3Replicator.LocalAws.S3.Locking;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Operations;
using S3Replicator.LocalAws.S3.Storage;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Seeding;

/// <summary>Buckets of a seed file: all are checked before the first is made, for a data folder keeps them.</summary>
internal sealed class BucketSeeding(LocalAwsParts parts)
{
    private const string ArnStart = "arn:";

    public void Check(SeedBucket seed)
    {
        if (!BucketNames.IsValid(seed.Name))
        {
            throw new FormatException($"\"{seed.Name}\" is no bucket's name.");
        }

        var bucket = Create(seed, new NoMutationLog());
        if (parts.Buckets.Find(seed.Name) is { } there && !string.Equals(there.OwnerAccount, bucket.OwnerAccount, StringComparison.Ordinal))
        {
            throw new FormatException($"The bucket {seed.Name} is there already, and is account {there.OwnerAccount}'s.");
        }

        foreach (var queue in Settings(seed, bucket).Notifications.Queues)
        {
            if (EventPublisher.WhyUnreachable(parts.Queues, bucket, queue.QueueArn) is { } reason)
            {
                throw new FormatException($"\"notifications\" to {queue.QueueArn}: {reason}");
            }
        }
    }

    public void Add(SeedBucket seed)
    {
        var bucket = Create(seed, parts.Log);
        if (parts.Buckets.TryCreate(bucket, out _))
        {
            var settings = Settings(seed, bucket);
            bucket.Change(_ => settings);
        }
    }

    private Bucket Create(SeedBucket seed, IMutationLog log) => new(
        seed.Name,
        seed.Region ?? parts.Region,
        SeedAccounts.Read(seed.AccountId, parts.Owner.AccountId),
        parts.Clock.GetUtcNow(),
        log);

    private static BucketSettings Settings(SeedBucket seed, Bucket bucket) => new()
    {
        Versioning = seed.Versioning switch
        {
            null when seed.ObjectLock is true => VersioningStatus.Enabled,
            null => VersioningStatus.Unversioned,
            "Suspended" when seed.ObjectLock is true => throw new FormatException("\"objectLock\" needs \"versioning\" to be Enabled."),
            "Enabled" => VersioningStatus.Enabled,
            "Suspended" => VersioningStatus.Suspended,
            _ => throw new FormatException($"\"versioning\" is Enabled or Suspended, not {seed.Versioning}."),
        },
        Lock = seed.ObjectLock is true ? BucketLock.WithoutDefault : null,
        Ownership = seed.Ownership is null || Buckets.IsOwnership(seed.Ownership)
            ? seed.Ownership ?? BucketSettings.Default.Ownership
            : throw new FormatException($"\"ownership\" is BucketOwnerEnforced, BucketOwnerPreferred or ObjectWriter, not {seed.Ownership}."),
        Policy = SeedPolicies.ReadOptional(seed.Policy, PolicyKind.Resource, "policy"),
        Notifications = Notifications(seed, bucket),
    };

    private static NotificationConfiguration Notifications(SeedBucket seed, Bucket bucket)
    {
        QueueNotification[] queues = [.. seed.Notifications?.Select((notification, index) => Notification(notification, index, bucket)) ?? []];
        try
        {
            NotificationDocument.Check(queues);
            return new NotificationConfiguration(queues) { HasEventBridge = seed.EventBridge is true };
        }
        catch (AwsErrorException exception)
        {
            throw new FormatException("\"notifications\": " + exception.Error.Message, exception);
        }
    }

    private static QueueNotification Notification(SeedNotification seed, int index, Bucket bucket)
    {
        var arn = seed.Queue.StartsWith(ArnStart, StringComparison.Ordinal)
            ? seed.Queue
            : new QueueName(bucket.OwnerAccount, bucket.Region, seed.Queue).Arn;
        return new QueueNotification(
            seed.Id ?? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"seed-{index + 1}"), arn, [.. seed.Events], seed.Prefix ?? "", seed.Suffix ?? "");
    }
}
