namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>The three states of a bucket's versioning.</summary>
internal enum VersioningStatus
{
    Unversioned,
    Enabled,
    Suspended,
}
