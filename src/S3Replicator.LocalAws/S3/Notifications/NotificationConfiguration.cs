namespace S3Replicator.LocalAws.S3.Notifications;

/// <summary>Where a bucket's events go.</summary>
internal sealed record NotificationConfiguration(QueueNotification[] Queues)
{
    public static NotificationConfiguration None { get; } = new([]);
}
