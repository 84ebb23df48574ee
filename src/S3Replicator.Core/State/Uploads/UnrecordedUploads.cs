namespace S3Replicator.Core.State.Uploads;

/// <summary>Keeps nothing, for workers without state: a copy that is interrupted begins anew.</summary>
public sealed class UnrecordedUploads : IUploadLog
{
    /// <inheritdoc />
    public bool IsKept => false;

    /// <inheritdoc />
    public Task<KeptUpload?> FindAsync(UploadRecord copy, CancellationToken cancellationToken) => Task.FromResult<KeptUpload?>(null);

    /// <inheritdoc />
    public Task<string?> WriteAsync(UploadRecord record, string? etag, CancellationToken cancellationToken) => Task.FromResult<string?>(string.Empty);

    /// <inheritdoc />
    public Task RemoveAsync(UploadRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public IAsyncEnumerable<KeptUpload> OfDestinationAsync(ObjectName destination, CancellationToken cancellationToken) => AsyncEnumerable.Empty<KeptUpload>();

    /// <inheritdoc />
    public IAsyncEnumerable<KeptUpload> ListAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<KeptUpload>();
}
