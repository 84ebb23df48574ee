namespace S3Replicator.Core.Copying;

/// <summary>Why a request to an object store failed.</summary>
public sealed record StoreError
{
    /// <summary>The API operation, for example <c>CopyObject</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The kind of answer.</summary>
    public StoreErrorKind Kind { get; init; }

    /// <summary>What is done about it.</summary>
    public required FailureClass Class { get; init; }

    /// <summary>S3's own replication failure code, for example <c>DstPutObjectNotPermitted</c>; the error's code where S3 has none.</summary>
    public required string Reason { get; init; }

    /// <summary>The message, for people.</summary>
    public required string Message { get; init; }

    /// <summary>The HTTP status; 0 when there was no answer.</summary>
    public int Status { get; init; }

    /// <summary>The id of the request, where the answer had one.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whether the version that a HEAD found missing is hidden by a delete marker.</summary>
    public bool BehindDeleteMarker { get; init; }
}
