namespace S3Replicator.LocalAws.Faults;

/// <summary>What a rule can choose a request by; the role is null where a user signed, or nobody.</summary>
internal readonly record struct FaultTarget(string Service, string Operation, string? Bucket, string? Key, string? Role);
