using System.Diagnostics;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Tracking;

/// <summary>The spans of operations: one for each try, with its stages as children, linked to what caused the message. Costs nothing where nobody traces.</summary>
public static class OperationTrace
{
    /// <summary>The name of the source.</summary>
    public const string SourceName = "S3Replicator";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the span of one try.</summary>
    internal static Activity? Start(ObjectEvent objectEvent, Decision decision, OperationAttempt attempt)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var links = TraceHeader.Parse(attempt.TraceHeader) is { } cause ? new[] { new ActivityLink(cause) } : null;
        var activity = Source.StartActivity($"replicate {decision.Rule.Rule.Id}", ActivityKind.Consumer, parentContext: default, tags: null, links);
        return activity?
            .SetTag("messaging.system", "aws_sqs")
            .SetTag("aws.s3.bucket", objectEvent.Bucket)
            .SetTag("aws.s3.key", objectEvent.Key)
            .SetTag("s3replicator.version_id", objectEvent.VersionId)
            .SetTag("s3replicator.rule_id", decision.Rule.Rule.Id)
            .SetTag("s3replicator.destination_bucket", decision.Rule.Rule.Destination.Bucket)
            .SetTag("s3replicator.destination_key", decision.DestinationKey)
            .SetTag("s3replicator.action", decision.Action.ToString())
            .SetTag("s3replicator.attempt", attempt.Number);
    }

    /// <summary>Begins the span of one stage, inside that of its operation.</summary>
    internal static Activity? Stage(string name) =>
        Activity.Current is { } current && ReferenceEquals(current.Source, Source) ? Source.StartActivity(name) : null;

    /// <summary>Says how the try ended.</summary>
    internal static void Ended(Activity? activity, string outcome, string? reason, string? fault)
    {
        activity?.SetTag("s3replicator.outcome", outcome).SetTag("s3replicator.reason", reason);

        if (fault is not null)
        {
            activity?.SetStatus(ActivityStatusCode.Error, fault);
        }
    }
}
