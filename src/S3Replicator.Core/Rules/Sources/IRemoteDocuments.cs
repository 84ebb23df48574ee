namespace S3Replicator.Core.Rules.Sources;

/// <summary>Reads rule documents from S3; what cannot be read is in the answer and not thrown.</summary>
public interface IRemoteDocuments
{
    /// <summary>Reads the object that an <c>s3://bucket/key</c> URI names.</summary>
    Task<RemoteDocument> ReadAsync(Uri location, CancellationToken cancellationToken);

    /// <summary>Reads a bucket's own replication configuration, in any format of rule documents.</summary>
    Task<RemoteDocument> GetReplicationConfigurationAsync(string bucket, CancellationToken cancellationToken);
}
