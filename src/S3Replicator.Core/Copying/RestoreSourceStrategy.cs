using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Copying;

/// <summary>Asks S3 to restore an archived source; the event that says it is done leads to the copy.</summary>
public sealed class RestoreSourceStrategy : ICopyStrategy
{
    private const string DefaultTier = "Standard";
    private const int DefaultDays = 1;

    /// <inheritdoc />
    public string Name => CopyStrategyNames.RestoreSource;

    /// <inheritdoc />
    public async Task<CopyOutcome> ExecuteAsync(CopyContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var archived = context.Plan.Decision.Rule.Rule.Archived;
        var asked = await context.Source.RestoreAsync(
            context.SourceHead(context.Plan.Event.VersionId), archived.Days ?? DefaultDays, archived.Tier ?? DefaultTier, cancellationToken);

        // A conflict says that a restore is under way already.
        return asked.IsSuccess || asked.Error.Kind == StoreErrorKind.Conflict
            ? new() { Kind = OutcomeKind.Deferred, Reason = SkipReason.SrcArchived }
            : CopyOutcome.Failed(asked.Error);
    }
}
