using System.Runtime.InteropServices;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>What every figure of time control is kept by; the dimensions of S3's own replication metrics.</summary>
/// <param name="SourceBucket">The source bucket.</param>
/// <param name="DestinationBucket">The destination bucket.</param>
/// <param name="RuleId">The rule's ID.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RuleRoute(string SourceBucket, string DestinationBucket, string RuleId)
{
    /// <summary>The route of a rule.</summary>
    public static RuleRoute Of(BoundRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new(rule.Document.Bucket, rule.Rule.Destination.Bucket, rule.Rule.Id);
    }

    internal static RuleRoute Of(Decision decision) => Of(decision.Rule);
}
