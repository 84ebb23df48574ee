using S3Replicator.LocalAws.Kms;

namespace S3Replicator.LocalAws.Control;

/// <summary>The keys that were defined.</summary>
internal sealed record KeyListing(IReadOnlyList<KmsKey> Keys);
