namespace S3Replicator.Core.Rules.Sources;

/// <summary>A rule document that is an object in S3.</summary>
public sealed class ObjectRuleSource(Uri location, IRemoteDocuments remote) : IRuleSource
{
    /// <inheritdoc/>
    public string Name => location.OriginalString;

    /// <inheritdoc/>
    public async Task<RuleReading> ReadAsync(CancellationToken cancellationToken) =>
        RuleReading.Of(Name, await remote.ReadAsync(location, cancellationToken), bucket: null);
}
