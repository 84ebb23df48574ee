namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>A part as the completed object remembers it.</summary>
internal sealed record ObjectPart(int Number, long Size, string? Checksum);
