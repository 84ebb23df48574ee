namespace S3Replicator.Core.State;

/// <summary>State in a bucket.</summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Prefix">The prefix without slashes at its ends; may be empty.</param>
public sealed record StateBucketUri(string Bucket, string Prefix) : StateUri
{
    /// <summary>What the keys of all objects begin with.</summary>
    public string KeyPrefix => Prefix.Length == 0 ? string.Empty : Prefix + "/";

    /// <inheritdoc />
    public override string ToString() => $"s3://{Bucket}/{KeyPrefix}";
}
