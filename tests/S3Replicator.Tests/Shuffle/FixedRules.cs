using S3Replicator.Core.Pipeline;
using S3Replicator.Core.Rules;

namespace S3Replicator.Tests.Shuffle;

/// <summary>Rules that stay as they were loaded.</summary>
internal sealed class FixedRules(RuleSet rules) : IRuleSnapshot
{
    public RuleSet Current { get; } = rules;
}
