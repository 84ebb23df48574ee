using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Content;

namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>A part of an upload in progress.</summary>
internal sealed record UploadedPart(int Number, ObjectContent Content, string ETag, ObjectChecksum? Checksum, DateTimeOffset LastModified);
