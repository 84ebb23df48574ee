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
        var source = context.SourceHead(context.Plan.Event.VersionId);
        var head = await context.Source.HeadAsync(source, cancellationToken);

        if (!head.IsSuccess)
        {
            return CopyOutcome.Failed(head.Error);
        }

        // Out of the archive tiers of Intelligent-Tiering an object comes for good, and S3 refuses a request that says for how long.
        var days = head.Value.ArchiveStatus is null ? archived.Days ?? DefaultDays : (int?)null;
        var asked = await context.Source.RestoreAsync(source, days, archived.Tier ?? DefaultTier, cancellationToken);

        // A conflict says that a restore is under way already.
        return asked.IsSuccess || asked.Error.Kind == StoreErrorKind.Conflict
            ? new() { Kind = OutcomeKind.Deferred, Reason = SkipReason.SrcArchived }
            : CopyOutcome.Failed(asked.Error);
    }
}
