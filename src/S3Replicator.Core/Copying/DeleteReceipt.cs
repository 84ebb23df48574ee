namespace S3Replicator.Core.Copying;

/// <summary>What S3 answers to a finished delete.</summary>
/// <param name="IsDeleteMarker">Whether a delete marker was made.</param>
/// <param name="VersionId">The version id of the marker or of the version deleted.</param>
/// <param name="RequestId">The id of the request.</param>
public sealed record DeleteReceipt(bool IsDeleteMarker, string? VersionId, string? RequestId);
