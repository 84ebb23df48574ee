namespace S3Replicator.Core.Rules.Sources;

/// <summary>A place that rule documents come from.</summary>
public interface IRuleSource
{
    /// <summary>The source as the user named it.</summary>
    string Name { get; }

    /// <summary>Reads all documents of the source; what cannot be read is in the answer and not thrown.</summary>
    Task<RuleReading> ReadAsync(CancellationToken cancellationToken);
}
