using S3Replicator.LocalAws.S3.EventBridge;
using S3Replicator.LocalAws.S3.Storage;
using S3Replicator.LocalAws.Sqs;

namespace S3Replicator.LocalAws.S3.Notifications;

/// <summary>Sends events to the queues that want them. Called while the key is held, so that events of a key leave in the order of its changes.</summary>
internal sealed class EventPublisher(SqsEndpoint queues, EventBus bus, SequencerSource sequencers)
{
    private const string EmptyETag = "d41d8cd98f00b204e9800998ecf8427e";

    public void Created(S3Request request, ObjectVersion version, string eventName)
    {
        if (IsHeard(request.Bucket))
        {
            Publish(request, new ObjectEvent(eventName, version.Key, version.LastModified)
            {
                Size = version.Size,
                ETag = version.ETag,
                VersionId = VersionIn(request.Bucket, version),
                Sequencer = NextSequencer(),
            });
        }
    }

    public void MarkerCreated(S3Request request, ObjectVersion marker)
    {
        if (IsHeard(request.Bucket))
        {
            Publish(request, new ObjectEvent(EventNames.DeleteMarkerCreated, marker.Key, marker.LastModified)
            {
                ETag = EmptyETag,
                VersionId = VersionIn(request.Bucket, marker),
                Sequencer = NextSequencer(),
            });
        }
    }

    /// <param name="request">The request that removed it.</param>
    /// <param name="key">The key.</param>
    /// <param name="versionId">The version that was removed by its id; null for a removal without one.</param>
    /// <param name="time">When it was removed.</param>
    public void Deleted(S3Request request, string key, string? versionId, DateTimeOffset time)
    {
        if (IsHeard(request.Bucket))
        {
            Publish(request, new ObjectEvent(EventNames.Delete, key, time) { VersionId = versionId, Sequencer = NextSequencer() });
        }
    }

    /// <summary>Tagging and access events, which carry no sequencer and no size.</summary>
    public void Changed(S3Request request, ObjectVersion version, string eventName, DateTimeOffset time)
    {
        if (IsHeard(request.Bucket))
        {
            Publish(request, new ObjectEvent(eventName, version.Key, time)
            {
                ETag = version.ETag,
                VersionId = VersionIn(request.Bucket, version),
            });
        }
    }

    /// <summary>Restoration events, which come by the clock and carry the ids of the request that asked for it.</summary>
    public void Restored(Bucket bucket, ObjectVersion version, string eventName, EventOrigin origin, DateTimeOffset time)
    {
        if (IsHeard(bucket))
        {
            Publish(bucket, origin, new ObjectEvent(eventName, version.Key, time)
            {
                Size = version.Size,
                ETag = version.ETag,
                VersionId = VersionIn(bucket, version),
                Sequencer = NextSequencer(),
                Restored = string.Equals(eventName, EventNames.RestoreCompleted, StringComparison.Ordinal) ? version.Restoration : null,
                RestoredFrom = version.StorageClass,
            });
        }
    }

    /// <summary>Why a bucket's events could not be sent to a queue, in S3's words; null where they could.</summary>
    public string? WhyUnreachable(Bucket bucket, string queueArn) => WhyUnreachable(queues, bucket, queueArn);

    /// <summary>Why a bucket's events could not be sent to a queue, in S3's words; null where they could.</summary>
    public static string? WhyUnreachable(SqsEndpoint queues, Bucket bucket, string queueArn)
    {
        if (queues.Queues.FindByArn(queueArn) is null)
        {
            return "The destination queue does not exist";
        }

        return queues.LetsS3Send(queueArn, "arn:aws:s3:::" + bucket.Name, bucket.OwnerAccount)
            ? null
            : "Permissions on the destination queue do not allow S3 to publish notifications from this bucket";
    }

    /// <summary>Tells a queue that it was configured.</summary>
    public void Test(S3Request request, string queueArn, DateTimeOffset time) =>
        queues.Deliver(queueArn, EventRecord.TestEvent(request.Bucket, time, request));

    private static bool IsHeard(Bucket bucket) => bucket.Settings.Notifications is { Queues.Length: > 0 } or { HasEventBridge: true };

    private static string? VersionIn(Bucket bucket, ObjectVersion version) =>
        bucket.Settings.Versioning == VersioningStatus.Unversioned ? null : version.VersionId;

    private string NextSequencer() => SequencerSource.Format(sequencers.Next());

    private void Publish(S3Request request, ObjectEvent happened) => Publish(request.Bucket, EventOrigin.Of(request), happened);

    private void Publish(Bucket bucket, EventOrigin origin, ObjectEvent happened)
    {
        foreach (var queue in bucket.Settings.Notifications.Queues)
        {
            if (queue.Accepts(happened.Name, happened.Key))
            {
                queues.Deliver(queue.QueueArn, EventRecord.Format(bucket, happened, queue.Id, origin));
            }
        }

        if (bucket.Settings.Notifications.HasEventBridge)
        {
            bus.Publish(bucket, origin, happened);
        }
    }
}
