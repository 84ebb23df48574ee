using S3Replicator.Core.Events;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Planning;

/// <summary>What the object forbids, in the contract's order.</summary>
internal static class ObjectEligibility
{
    /// <summary>The action as it stands, put off, or skipped for the first reason that holds.</summary>
    public static Judgement Judge(ReplicationAction action, ObjectEvent source, ReplicationRule rule, ObjectState state, OwnPrincipals own)
    {
        if (source.Time < rule.ActiveFrom)
        {
            return Judgement.Skip(SkipReason.BeforeActivation);
        }

        if (IsUnwantedReplica(action, source, rule, state, own))
        {
            return Judgement.Skip(SkipReason.ReplicaOfReplica);
        }

        var readsSource = action is ReplicationAction.Copy or ReplicationAction.SyncTags or ReplicationAction.SyncAcl;
        if (readsSource && OfSource(rule, state) is { } reason)
        {
            return Judgement.Skip(reason);
        }

        var isArchived = action == ReplicationAction.Copy && source.Kind != EventKind.RestoreCompleted && state.IsArchived;
        if (isArchived && !rule.Archived.Restore)
        {
            return Judgement.Skip(SkipReason.SrcArchived);
        }

        if (action == ReplicationAction.Copy && state.IsAtDestination)
        {
            return Judgement.Skip(SkipReason.AlreadyReplicated);
        }

        if (state.IsCurrent == false && MustBeCurrent(action, source, rule))
        {
            return Judgement.Skip(SkipReason.SupersededByNewer);
        }

        var assumes = Unknown(action, source, rule, state, readsSource);
        return isArchived
            ? new(ReplicationAction.Defer, SkipReason.SrcArchived, assumes)
            : new(action, Reason: null, assumes);
    }

    private static bool IsUnwantedReplica(
        ReplicationAction action, ObjectEvent source, ReplicationRule rule, ObjectState state, OwnPrincipals own)
    {
        // A restoration writes nothing, and the one that we have asked for is what the copy waits for.
        var isOurWrite = source.Kind != EventKind.RestoreCompleted && own.Contains(source.PrincipalId);
        if (!isOurWrite && state.IsReplica != true)
        {
            return false;
        }

        var isChange = action is ReplicationAction.SyncTags or ReplicationAction.SyncAcl;
        return !(isChange && !isOurWrite && rule.ReplicaModifications)
            && (rule.ChainMaxHops == 0 || state.Hops > rule.ChainMaxHops);
    }

    private static SkipReason? OfSource(ReplicationRule rule, ObjectState state) =>
        state.IsVanished ? SkipReason.SourceVanished
            : state.Encryption is "SSE-C" ? SkipReason.SseCUnsupported
            : state.IsUnderKms && !rule.SseKmsEncryptedObjects ? SkipReason.SseKmsNotSelected
            : null;

    // A delete of a key that is no longer the newest event would hide a newer object, whatever versions are replicated.
    private static bool MustBeCurrent(ReplicationAction action, ObjectEvent source, ReplicationRule rule) => action switch
    {
        ReplicationAction.PutDeleteMarker or ReplicationAction.DeleteObject => true,
        ReplicationAction.DeleteVersion => false,
        _ => rule.Versions == VersionScope.Latest || (rule.Versions is null && source.VersionId is null),
    };

    // Only what the rule itself asks about: a plain rule copies without any question.
    private static ObjectFacts Unknown(
        ReplicationAction action, ObjectEvent source, ReplicationRule rule, ObjectState state, bool readsSource)
    {
        var isCopy = action == ReplicationAction.Copy;
        var facts = readsSource && rule.SseKmsEncryptedObjects && state.Encryption is null ? ObjectFacts.Encryption : ObjectFacts.None;
        facts |= isCopy && rule.Archived.Restore && state.StorageClass is null && source.Kind != EventKind.RestoreCompleted
            ? ObjectFacts.StorageClass
            : ObjectFacts.None;
        facts |= rule.Versions == VersionScope.Latest && state.IsCurrent is null && action != ReplicationAction.DeleteVersion
            ? ObjectFacts.Current
            : ObjectFacts.None;
        var mayBeChained = rule.ChainMaxHops > 0 && isCopy && state.IsReplica is null;
        return mayBeChained ? facts | ObjectFacts.Lineage : facts;
    }
}
