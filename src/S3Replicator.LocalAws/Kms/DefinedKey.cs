using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Kms;

/// <summary>A key, and its policy as it is evaluated.</summary>
internal sealed record DefinedKey(KmsKey Key, PolicyDocument? Policy);
