namespace S3Replicator.LocalAws.Signing;

/// <summary>What the signatures of a request's chunks are made of.</summary>
/// <param name="Key">The derived signing key.</param>
/// <param name="Timestamp">The request's time as signed, <c>yyyyMMddTHHmmssZ</c>.</param>
/// <param name="Scope">Date, region and service, and the request's own signature, which the first chunk continues.</param>
internal sealed record SigningContext(byte[] Key, string Timestamp, SignedScope Scope);
