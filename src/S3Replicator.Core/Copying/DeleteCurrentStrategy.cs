using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Copying;

/// <summary>Hides or removes the replica.</summary>
public sealed class DeleteCurrentStrategy(CurrentDeletion deletion) : ICopyStrategy
{
    /// <inheritdoc />
    public string Name => CopyStrategyNames.DeleteCurrent;

    /// <inheritdoc />
    public Task<CopyOutcome> ExecuteAsync(CopyContext context, CancellationToken cancellationToken) =>
        deletion.DeleteAsync(context, cancellationToken);
}
