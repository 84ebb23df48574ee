namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>Hears of every change in the order in which it takes effect for its key.</summary>
internal interface IMutationLog
{
    void BucketCreated(Bucket bucket);

    void BucketDeleted(Bucket bucket);

    void SettingsChanged(Bucket bucket);

    void VersionPut(Bucket bucket, ObjectVersion version);

    void VersionReplaced(Bucket bucket, ObjectVersion version);

    void VersionRemoved(Bucket bucket, string key, string versionId);

    void UploadCreated(Bucket bucket, MultipartUpload upload);

    void PartPut(Bucket bucket, MultipartUpload upload, UploadedPart part);

    void UploadRemoved(Bucket bucket, MultipartUpload upload);
}
