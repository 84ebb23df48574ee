namespace S3Replicator.Core.Copying;

/// <summary>Carries out plans of one kind.</summary>
public interface ICopyStrategy
{
    /// <summary>The name that plans choose the strategy by.</summary>
    string Name { get; }

    /// <summary>Carries out the plan; whatever S3 answers becomes an outcome.</summary>
    Task<CopyOutcome> ExecuteAsync(CopyContext context, CancellationToken cancellationToken);
}
