namespace S3Replicator.Core.Copying;

/// <summary>A multipart upload that is neither complete nor aborted.</summary>
/// <param name="UploadId">S3's id of it.</param>
/// <param name="Initiated">When it was made, by S3's clock.</param>
/// <param name="IsOurs">Whether a session of the role that asks, under this program's session name, has made it.</param>
public sealed record OpenUpload(string UploadId, DateTimeOffset Initiated, bool IsOurs);
