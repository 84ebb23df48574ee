using System.Runtime.CompilerServices;

namespace S3Replicator.Core.State.Uploads;

/// <summary>The copies under way in a state store, a small object each.</summary>
public sealed class UploadLog(IStateStore store) : IUploadLog
{
    /// <inheritdoc />
    public bool IsKept => true;

    /// <inheritdoc />
    public async Task<KeptUpload?> FindAsync(UploadRecord copy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(copy);
        return await store.GetAsync(copy.Name, cancellationToken) is { } found
            ? new(copy.Name, UploadJson.Read(found.Content.Span), found.ETag)
            : null;
    }

    /// <inheritdoc />
    public Task<string?> WriteAsync(UploadRecord record, string? etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return store.PutAsync(
            record.Name, UploadJson.Write(record), etag is null ? StateCondition.IfAbsent : StateCondition.IfMatch(etag), cancellationToken);
    }

    /// <inheritdoc />
    public Task RemoveAsync(UploadRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return store.DeleteAsync(record.Name, cancellationToken);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<KeptUpload> OfDestinationAsync(ObjectName destination, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return ReadAsync(UploadNames.OfDestination(destination), cancellationToken);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<KeptUpload> ListAsync(CancellationToken cancellationToken) => ReadAsync(UploadNames.Root, cancellationToken);

    private async IAsyncEnumerable<KeptUpload> ReadAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = store.ListAsync(prefix, cancellationToken).Where(entry => UploadNames.IsRecord(entry.Name));

        await foreach (var (entry, found) in store.ReadAsync(entries, cancellationToken))
        {
            yield return new(entry.Name, UploadJson.Read(found.Content.Span), found.ETag);
        }
    }
}
