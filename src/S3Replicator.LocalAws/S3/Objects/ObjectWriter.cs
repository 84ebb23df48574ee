using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Objects;

/// <summary>Makes a version the current one of its key, with its event, as one step.</summary>
internal sealed class ObjectWriter(IdSource ids, TimeProvider clock, EventPublisher events)
{
    /// <summary>Writes the version, or tells which condition does not hold.</summary>
    public AwsError? Write(S3Request request, ref ObjectVersion version, WriteConditions conditions, string eventName)
    {
        var bucket = request.Bucket;
        using var held = bucket.Hold(version.Key);
        if (conditions.Failure(version.Key, held.Current) is { } failure)
        {
            return failure;
        }

        version = version with
        {
            VersionId = bucket.Settings.Versioning == VersioningStatus.Enabled ? ids.VersionId() : ObjectVersion.NullVersionId,
            LastModified = clock.GetUtcNow(),
        };
        held.Put(version);
        events.Created(request, version, eventName);
        return null;
    }

    /// <summary>The entity tag of an object in one piece: its MD5, unless a key hides it.</summary>
    public string ETagOf(ObjectEncryption encryption, ReadOnlySpan<byte> md5) =>
        encryption.HidesMd5 ? OpaqueETag() : Convert.ToHexStringLower(md5);

    public string OpaqueETag() => $"{ids.Next():x16}{ids.Next():x16}";
}
