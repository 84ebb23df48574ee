namespace S3Replicator.Core.Rules.Sources;

/// <summary>A bucket's own replication configuration.</summary>
public sealed class BucketRuleSource(string bucket, IRemoteDocuments remote) : IRuleSource
{
    /// <inheritdoc/>
    public string Name => RuleSources.BucketScheme + bucket;

    /// <inheritdoc/>
    public async Task<RuleReading> ReadAsync(CancellationToken cancellationToken) =>
        RuleReading.Of(Name, await remote.GetReplicationConfigurationAsync(bucket, cancellationToken), bucket);
}
