using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Archiving;

/// <summary>Tells of restorations when they are complete and when they are over; what can be read follows from the time alone.</summary>
internal sealed class Restorations(TimeProvider clock, EventPublisher events)
{
    /// <summary>Called while the key is held.</summary>
    public void Follow(Bucket bucket, ObjectVersion version, EventOrigin origin)
    {
        var restoration = version.Restoration!;
        var now = clock.GetUtcNow();
        if (restoration.IsOngoing(now))
        {
            After(restoration.CompletesAt - now, () => Tell(bucket, version, origin, EventNames.RestoreCompleted));
        }

        After(restoration.ExpiresAt - now, () => Tell(bucket, version, origin, EventNames.RestoreDelete));
    }

    // A version or bucket that is gone by then, or was restored for longer, has nothing to tell.
    private void Tell(Bucket bucket, ObjectVersion followed, EventOrigin origin, string eventName)
    {
        if (!bucket.TryHold(followed.Key, out var held))
        {
            return;
        }

        using var _ = held;
        if (held.Find(followed.VersionId) is { } version && Equals(version.Restoration, followed.Restoration))
        {
            events.Restored(bucket, version, eventName, origin, clock.GetUtcNow());
        }
    }

    private void After(TimeSpan delay, Action action)
    {
        // Kept alive by the clock until it has fired.
        ITimer? timer = null;
        timer = clock.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                action();
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        timer.Change(delay, Timeout.InfiniteTimeSpan);
    }
}
