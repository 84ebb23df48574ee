namespace S3Replicator.Commands;

/// <summary>The body of one message that is to be explained.</summary>
/// <param name="File">The file that held it, where there are several.</param>
/// <param name="Content">The bytes.</param>
internal sealed record EventBody(string? File, ReadOnlyMemory<byte> Content);
