using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Journal;

/// <summary>Passes changes on once there is somebody to hear of them: not while they are being replayed.</summary>
internal sealed class SwitchableLog : IMutationLog
{
    public IMutationLog Target { get; set; } = new NoMutationLog();

    public void BucketCreated(Bucket bucket) => Target.BucketCreated(bucket);

    public void BucketDeleted(Bucket bucket) => Target.BucketDeleted(bucket);

    public void SettingsChanged(Bucket bucket) => Target.SettingsChanged(bucket);

    public void VersionPut(Bucket bucket, ObjectVersion version) => Target.VersionPut(bucket, version);

    public void VersionReplaced(Bucket bucket, ObjectVersion version) => Target.VersionReplaced(bucket, version);

    public void VersionRemoved(Bucket bucket, string key, string versionId) => Target.VersionRemoved(bucket, key, versionId);

    public void UploadCreated(Bucket bucket, MultipartUpload upload) => Target.UploadCreated(bucket, upload);

    public void PartPut(Bucket bucket, MultipartUpload upload, UploadedPart part) => Target.PartPut(bucket, upload, part);

    public void UploadRemoved(Bucket bucket, MultipartUpload upload) => Target.UploadRemoved(bucket, upload);
}
