namespace S3Replicator.LocalAws.Identity;

/// <summary>Fills a buffer with random bytes; injected so that runs can be repeated.</summary>
internal delegate void RandomFill(Span<byte> buffer);
