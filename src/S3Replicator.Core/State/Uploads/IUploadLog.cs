namespace S3Replicator.Core.State.Uploads;

/// <summary>Keeps the copies in parts that are under way, for whoever comes after a crash; faults are <see cref="StateStoreException"/>s.</summary>
public interface IUploadLog
{
    /// <summary>Whether records outlive the worker.</summary>
    bool IsKept { get; }

    /// <summary>What is kept of the same copy, if anything.</summary>
    Task<KeptUpload?> FindAsync(UploadRecord copy, CancellationToken cancellationToken);

    /// <summary>Writes the record over the one that was read with this ETag, or where there is none; gives its new ETag, or null where another worker was faster.</summary>
    Task<string?> WriteAsync(UploadRecord record, string? etag, CancellationToken cancellationToken);

    /// <summary>Forgets the copy.</summary>
    Task RemoveAsync(UploadRecord record, CancellationToken cancellationToken);

    /// <summary>What is kept of any copy to the same destination.</summary>
    IAsyncEnumerable<KeptUpload> OfDestinationAsync(ObjectName destination, CancellationToken cancellationToken);

    /// <summary>All that is kept.</summary>
    IAsyncEnumerable<KeptUpload> ListAsync(CancellationToken cancellationToken);
}
