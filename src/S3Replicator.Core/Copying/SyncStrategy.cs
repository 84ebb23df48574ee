using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Copying;

/// <summary>Sets something of the replica to what the source has, and looks at the source again, since it may have changed meanwhile.</summary>
public abstract class SyncStrategy<T>(CopyOptions options, TimeProvider timeProvider) : ICopyStrategy
    where T : class
{
    private const int Attempts = 6;

    /// <inheritdoc />
    public abstract string Name { get; }

    /// <inheritdoc />
    public async Task<CopyOutcome> ExecuteAsync(CopyContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var plan = context.Plan;
        var replica = await ReplicaLookup.FindAsync(context, cancellationToken);

        if (!replica.IsSuccess)
        {
            return CopyOutcome.Failed(replica.Error);
        }

        if (replica.Value.Call is not { } target)
        {
            // The copy may still be under way; what has no replica then had none to begin with.
            var age = timeProvider.GetUtcNow() - plan.Event.Time;
            return age < options.LandWithin
                ? CopyOutcome.LookAgain(options.LandWithin - age.Value)
                : CopyOutcome.Skipped(SkipReason.EventNotReplicable);
        }

        return await SetAsync(context, context.SourceHead(plan.Event.VersionId), target, cancellationToken);
    }

    /// <summary>Sets the replica's to the source's, until both are the same.</summary>
    internal async Task<CopyOutcome> SetAsync(CopyContext context, HeadCall origin, HeadCall target, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(context.Destination, target, cancellationToken);

        if (!found.IsSuccess)
        {
            return CopyOutcome.Failed(found.Error);
        }

        var held = found.Value;
        string? requestId = null;

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var wanted = await ReadAsync(context.Source, origin, cancellationToken);

            if (!wanted.IsSuccess)
            {
                return CopyOutcome.Failed(wanted.Error);
            }

            if (AreEqual(wanted.Value, held))
            {
                return requestId is null
                    ? CopyOutcome.Skipped(SkipReason.AlreadyReplicated)
                    : new() { Kind = OutcomeKind.Synced, DestinationVersionId = target.VersionId, RequestId = requestId };
            }

            var written = await WriteAsync(context.Destination, target, wanted.Value, cancellationToken);

            if (!written.IsSuccess)
            {
                // The bucket's owner owns all there is in it, and grants have no effect.
                return written.Error.Kind == StoreErrorKind.AclNotSupported
                    ? CopyOutcome.Skipped(SkipReason.AclSyncDisabled)
                    : CopyOutcome.Failed(written.Error);
            }

            requestId = written.Value.RequestId ?? string.Empty;
            held = wanted.Value;
        }

        return CopyOutcome.LookAgain(options.LandWithin);
    }

    /// <summary>Reads the source's.</summary>
    protected abstract Task<StoreResult<T>> ReadAsync(IObjectStore store, HeadCall head, CancellationToken cancellationToken);

    /// <summary>Sets the replica's.</summary>
    protected abstract Task<StoreResult<StoreAnswer>> WriteAsync(
        IObjectStore store, HeadCall head, T value, CancellationToken cancellationToken);

    /// <summary>Whether both are the same.</summary>
    protected abstract bool AreEqual(T left, T right);
}
