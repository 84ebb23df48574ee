using System.Collections.Immutable;

namespace S3Replicator.Core.Rules;

/// <summary>What came of loading rule documents: the rules, or every reason why there are none.</summary>
/// <param name="Rules">The rules; absent when there is any error.</param>
/// <param name="Errors">Everything that makes the documents invalid, in the order of files and lines.</param>
/// <param name="Warnings">What is taken all the same.</param>
public sealed record RuleLoadResult(RuleSet? Rules, ImmutableArray<RuleProblem> Errors, ImmutableArray<RuleProblem> Warnings)
{
    /// <summary>Whether there are rules.</summary>
    public bool IsValid => Rules is not null;
}
