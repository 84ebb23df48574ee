namespace S3Replicator.Core.Copying;

/// <summary>A part that S3 has copied.</summary>
/// <param name="Number">The part number, from 1.</param>
/// <param name="ETag">The part's ETag, without quotes.</param>
/// <param name="Checksum">The part's checksum as <c>algorithm:value</c>, where S3 computed one.</param>
/// <param name="Size">The part's size in bytes, where S3 was asked what is there.</param>
/// <param name="CopiedAt">When it was copied, by S3's clock, where S3 was asked what is there.</param>
public sealed record CopiedPart(int Number, string ETag, string? Checksum, long? Size = null, DateTimeOffset? CopiedAt = null);
