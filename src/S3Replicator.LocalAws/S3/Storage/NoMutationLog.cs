namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>Forgets everything with the process.</summary>
internal sealed class NoMutationLog : IMutationLog
{
    public void BucketCreated(Bucket bucket)
    {
    }

    public void BucketDeleted(Bucket bucket)
    {
    }

    public void SettingsChanged(Bucket bucket)
    {
    }

    public void VersionPut(Bucket bucket, ObjectVersion version)
    {
    }

    public void VersionReplaced(Bucket bucket, ObjectVersion version)
    {
    }

    public void VersionRemoved(Bucket bucket, string key, string versionId)
    {
    }

    public void UploadCreated(Bucket bucket, MultipartUpload upload)
    {
    }

    public void PartPut(Bucket bucket, MultipartUpload upload, UploadedPart part)
    {
    }

    public void UploadRemoved(Bucket bucket, MultipartUpload upload)
    {
    }
}
