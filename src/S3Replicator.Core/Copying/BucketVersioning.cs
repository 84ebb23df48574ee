namespace S3Replicator.Core.Copying;

/// <summary>A bucket's versioning state.</summary>
public enum BucketVersioning
{
    Unversioned,
    Enabled,
    Suspended,
}
