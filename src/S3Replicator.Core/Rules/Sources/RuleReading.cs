using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Sources;

/// <summary>What a rule source gave: the texts that could be read, and why others could not.</summary>
public sealed record RuleReading(ImmutableArray<RuleText> Texts, ImmutableArray<RuleProblem> Problems)
{
    internal static RuleReading Failed(string name, string code, string message, string? hint = null) =>
        new([], [new RuleProblem(name, Line: null, string.Empty, code, message, hint)]);
}
