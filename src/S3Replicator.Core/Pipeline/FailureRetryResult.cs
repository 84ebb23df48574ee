using S3Replicator.Core.State.Failures;

namespace S3Replicator.Core.Pipeline;

/// <summary>What came of trying a failed operation again.</summary>
/// <param name="Record">The failure as it is now.</param>
/// <param name="IsSettled">Whether the operation came to its end, so that its record is gone.</param>
public sealed record FailureRetryResult(FailureRecord Record, bool IsSettled);
