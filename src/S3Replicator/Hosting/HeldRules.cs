using S3Replicator.Core.Pipeline;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Sources;

namespace S3Replicator.Hosting;

/// <summary>The rules in force, which are replaced whole while the worker runs.</summary>
internal sealed class HeldRules(RuleSetHolder holder) : IRuleSnapshot
{
    public RuleSet Current => holder.Current.Rules;
}
