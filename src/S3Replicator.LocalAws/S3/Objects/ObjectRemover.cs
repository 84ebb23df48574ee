using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Locking;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>Removes versions and writes delete markers, with their events, as one step.</summary>
internal sealed class ObjectRemover(IdSource ids, TimeProvider clock, EventPublisher events)
{
    public Removal Remove(S3Request request, string key, string? versionId, WriteConditions conditions)
    {
        var bucket = request.Bucket;
        using var held = bucket.Hold(key);
        if (conditions.IfMatch is not null && Failure(key, held.Current, conditions) is { } failure)
        {
            return new Removal(null, false, failure);
        }

        if (versionId is not null)
        {
            return RemoveVersion(request, held, key, versionId);
        }

        if (bucket.Settings.Versioning == VersioningStatus.Unversioned)
        {
            if (held.Remove(ObjectVersion.NullVersionId) is not null)
            {
                events.Deleted(request, key, null, clock.GetUtcNow());
            }

            return new Removal(null, false, null);
        }

        var marker = new ObjectVersion
        {
            Key = key,
            VersionId = bucket.Settings.Versioning == VersioningStatus.Enabled ? ids.VersionId() : ObjectVersion.NullVersionId,
            LastModified = clock.GetUtcNow(),
            IsDeleteMarker = true,
        };
        held.Put(marker);
        events.MarkerCreated(request, marker);
        return new Removal(marker.VersionId, true, null);
    }

    private Removal RemoveVersion(S3Request request, HeldKey held, string key, string versionId)
    {
        if (!VersionLookup.IsWellFormed(versionId))
        {
            return new Removal(null, false, S3Errors.InvalidArgument("Invalid version id specified", "versionId", versionId));
        }

        if (held.Find(versionId) is { } version && Protection(request, version) is { } refusal)
        {
            return new Removal(null, false, refusal);
        }

        var removed = held.Remove(versionId);
        if (removed is not null)
        {
            var isVersioned = request.Bucket.Settings.Versioning != VersioningStatus.Unversioned;
            events.Deleted(request, key, isVersioned ? versionId : null, clock.GetUtcNow());
        }

        return new Removal(versionId, removed is { IsDeleteMarker: true }, null);
    }

    private AwsError? Protection(S3Request request, ObjectVersion version)
    {
        var now = clock.GetUtcNow();
        if (!version.Lock.Protects(now, bypasses: false))
        {
            return null;
        }

        return LockHeaders.AsksToBypass(request)
            ? LockHeaders.BypassRefusal(request, version.Key) ?? (version.Lock.Protects(now, bypasses: true) ? LockErrors.Protected : null)
            : LockErrors.Protected;
    }

    /// <summary>A delete marker on top means that the object changed; no version at all means that it never was.</summary>
    private static AwsError? Failure(string key, ObjectVersion? current, WriteConditions conditions) =>
        current is { IsDeleteMarker: true } ? S3Errors.PreconditionFailed("If-Match") : conditions.Failure(key, current);
}
