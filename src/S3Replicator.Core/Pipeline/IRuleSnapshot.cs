using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Pipeline;

/// <summary>The rules in force.</summary>
public interface IRuleSnapshot
{
    /// <summary>The last good set of rules.</summary>
    RuleSet Current { get; }
}
