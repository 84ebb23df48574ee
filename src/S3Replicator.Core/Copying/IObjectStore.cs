using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Copying;

/// <summary>S3 in one region with one set of credentials, narrowed to what strategies ask of it; errors are values.</summary>
public interface IObjectStore
{
    /// <summary>CopyObject; sent to the destination's region.</summary>
    Task<StoreResult<CopyReceipt>> CopyAsync(CopyCall copy, CancellationToken cancellationToken);

    /// <summary>HeadObject.</summary>
    Task<StoreResult<ObjectHead>> HeadAsync(HeadCall head, CancellationToken cancellationToken);

    /// <summary>DeleteObject.</summary>
    Task<StoreResult<DeleteReceipt>> DeleteAsync(DeleteCall deletion, CancellationToken cancellationToken);

    /// <summary>GetObjectTagging.</summary>
    Task<StoreResult<IReadOnlyList<ObjectTag>>> GetTagsAsync(HeadCall head, CancellationToken cancellationToken);

    /// <summary>ListObjectVersions of one key, newest first.</summary>
    Task<StoreResult<IReadOnlyList<ObjectVersion>>> ListVersionsAsync(HeadCall head, CancellationToken cancellationToken);
}
