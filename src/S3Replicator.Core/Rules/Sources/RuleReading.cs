using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Sources;

/// <summary>What a rule source gave: the texts that could be read, and why others could not.</summary>
public sealed record RuleReading(ImmutableArray<RuleText> Texts, ImmutableArray<RuleProblem> Problems)
{
    internal static RuleReading Failed(string name, string code, string message, string? hint = null) =>
        new([], [new RuleProblem(name, Line: null, string.Empty, code, message, hint)]);

    internal static RuleReading Of(string name, RemoteDocument document, string? bucket) =>
        document.FaultCode is { } code
            ? Failed(name, code, document.FaultMessage ?? "The document cannot be read.")
            : new([new RuleText(name, document.Content) { Format = document.Format, Bucket = bucket }], []);

    internal static async Task<RuleReading> OfAllAsync(IEnumerable<IRuleSource> sources, CancellationToken cancellationToken)
    {
        var texts = ImmutableArray.CreateBuilder<RuleText>();
        var problems = ImmutableArray.CreateBuilder<RuleProblem>();
        foreach (var source in sources)
        {
            var reading = await source.ReadAsync(cancellationToken);
            texts.AddRange(reading.Texts);
            problems.AddRange(reading.Problems);
        }

        return new RuleReading(texts.ToImmutable(), problems.ToImmutable());
    }
}
