namespace S3Replicator.LocalAws.Signing;

/// <summary>What the signatures of a request's chunks are made of.</summary>
/// <param name="Key">The derived signing key.</param>
/// <param name="Timestamp">The request's time as signed, <c>yyyyMMddTHHmmssZ</c>.</param>
/// <param name="CredentialScope">Date, region and service.</param>
/// <param name="Seed">The request's own signature, lower-case hex.</param>
internal sealed record SigningContext(byte[] Key, string Timestamp, string CredentialScope, string Seed);
