using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Sources;

/// <summary>The rules in force, and what the last look at their sources found.</summary>
/// <param name="Rules">The rules in force.</param>
/// <param name="LoadedAt">When these rules were taken up.</param>
/// <param name="Errors">Why newer documents were refused; empty when the rules in force are the newest.</param>
/// <param name="Warnings">What was taken all the same.</param>
public sealed record RuleSnapshot(RuleSet Rules, DateTimeOffset LoadedAt, ImmutableArray<RuleProblem> Errors, ImmutableArray<RuleProblem> Warnings)
{
    /// <summary>Whether newer documents were refused and the last good rules are kept.</summary>
    public bool IsDegraded => !Errors.IsEmpty;
}
