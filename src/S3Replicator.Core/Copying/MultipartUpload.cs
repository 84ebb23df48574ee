namespace S3Replicator.Core.Copying;

/// <summary>A multipart upload under way at the destination.</summary>
/// <param name="UploadId">S3's id of it.</param>
public sealed record MultipartUpload(string UploadId);
