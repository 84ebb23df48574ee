namespace S3Replicator.LocalAws.S3.Notifications;

/// <summary>Where a bucket's events go.</summary>
internal sealed record NotificationConfiguration(QueueNotification[] Queues)
{
    /// <summary>Whether EventBridge hears of everything as well.</summary>
    public bool HasEventBridge { get; init; }

    public static NotificationConfiguration None { get; } = new([]);
}
