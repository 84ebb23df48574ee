namespace S3Replicator.Core.Rules.Sources;

// A name that leads nowhere; it becomes a problem among the others.
internal sealed class UnusableRuleSource(string name, string message, string hint) : IRuleSource
{
    public string Name => name;

    public Task<RuleReading> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult(RuleReading.Failed(name, "InvalidSource", message, hint));
}
