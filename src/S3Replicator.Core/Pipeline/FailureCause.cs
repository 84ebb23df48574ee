using S3Replicator.Core.State.Failures;

namespace S3Replicator.Core.Pipeline;

/// <summary>What failures have in common that mending one thing mends.</summary>
internal sealed record FailureCause(string SourceBucket, string Rule, string DestinationBucket, string Reason)
{
    public static FailureCause Of(FailureRecord failure) => new(failure.Event.Bucket, failure.Rule, failure.Destination.Bucket, failure.Reason);
}
