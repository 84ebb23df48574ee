using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>The least that a rule's role must be allowed, from the rules alone; pure.</summary>
public static class RolePermissions
{
    /// <summary>The statements for all rules that use one role; disabled rules need nothing.</summary>
    public static ImmutableArray<PolicyStatement> Of(IEnumerable<ReplicationDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var rules = documents.SelectMany(document => document.Rules, (document, rule) => new BoundRule(document, rule, Index: 0))
            .Where(rule => rule.Rule.IsEnabled)
            .ToList();
        var statements = ImmutableArray.CreateBuilder<PolicyStatement>();

        AddSource(statements, rules);
        AddKeys(statements, rules);
        AddDestination(statements, rules);
        return statements.ToImmutable();
    }

    /// <summary>The statements about one source bucket, which its own policy repeats where another account owns it.</summary>
    internal static ImmutableArray<PolicyStatement> OfSource(IReadOnlyCollection<BoundRule> rules)
    {
        var statements = ImmutableArray.CreateBuilder<PolicyStatement>();
        AddSource(statements, rules);
        return statements.ToImmutable();
    }

    /// <summary>The statements about one destination bucket, which its own policy repeats where another account owns it.</summary>
    internal static ImmutableArray<PolicyStatement> OfDestination(IReadOnlyCollection<BoundRule> rules)
    {
        var statements = ImmutableArray.CreateBuilder<PolicyStatement>();
        AddDestination(statements, rules);
        return statements.ToImmutable();
    }

    private static void AddSource(ImmutableArray<PolicyStatement>.Builder statements, IReadOnlyCollection<BoundRule> rules)
    {
        AddBuckets(statements, "FindSource", Actions.FindSource, rules.Select(KeyRange.SourceOf));
        AddBuckets(statements, "FindSourceVersions", Actions.FindVersions, rules.Where(HasVersions).Select(KeyRange.SourceOf));
        AddObjects(statements, "ReadSource", Actions.Read, rules.Select(KeyRange.SourceOf));
        AddObjects(statements, "ReadSourceAcl", Actions.ReadAcl, rules.Where(ReadsAcl).Select(KeyRange.SourceOf));
        AddObjects(statements, "RestoreSource", Actions.Restore, rules.Where(rule => rule.Rule.Archived.Restore).Select(KeyRange.SourceOf));
    }

    private static void AddDestination(ImmutableArray<PolicyStatement>.Builder statements, IReadOnlyCollection<BoundRule> rules)
    {
        AddBuckets(statements, "FindDestination", Actions.FindDestination, rules.Select(KeyRange.DestinationOf));
        AddBuckets(statements, "FindDestinationVersions", Actions.FindVersions, rules.Where(HasVersions).Select(KeyRange.DestinationOf));
        AddObjects(statements, "WriteReplicas", Actions.Write, rules.Select(KeyRange.DestinationOf));
        AddObjects(statements, "GiveReplicasAway", Actions.WriteAcl, rules.Where(WritesAcl).Select(KeyRange.DestinationOf));
        AddObjects(statements, "SyncAcl", Actions.SyncAcl, rules.Where(ReadsAcl).Select(KeyRange.DestinationOf));
        AddObjects(statements, "SyncTags", Actions.SyncTags, rules.Where(rule => rule.Rule.TagSync).Select(KeyRange.DestinationOf));
        AddObjects(statements, "DeleteReplicas", Actions.Delete, rules.Where(Deletes).Select(KeyRange.DestinationOf));
        AddObjects(
            statements, "DeleteReplicaVersions", Actions.DeleteVersions, rules.Where(rule => rule.Rule.VersionDeletes).Select(KeyRange.DestinationOf));
    }

    private static void AddKeys(ImmutableArray<PolicyStatement>.Builder statements, List<BoundRule> rules)
    {
        var underKeys = rules.Where(rule => rule.Rule.SseKmsEncryptedObjects).ToList();

        if (underKeys.Count == 0)
        {
            return;
        }

        // Which keys the source objects are under, the rules do not say: so only through S3, and only for these buckets.
        statements.Add(new()
        {
            Sid = "DecryptSource",
            Actions = [.. Actions.Decrypt],
            Resources = ["*"],
            Conditions =
            [
                KeyResources.ThroughS3(underKeys[0].Rule.Destination.Partition),
                new("StringLike", "kms:EncryptionContext:aws:s3:arn", EncryptionContexts(underKeys)),
            ],
        });

        statements.AddRange(KeyResources.Encrypt(underKeys));
    }

    /// <summary>S3's encryption context: the object, or the bucket where it has a bucket key.</summary>
    private static ImmutableArray<string> EncryptionContexts(List<BoundRule> rules)
    {
        var ranges = rules.Select(KeyRange.SourceOf).ToList();
        return [.. ObjectResources.Buckets(ranges), .. ObjectResources.Objects(ranges)];
    }

    private static void AddBuckets(
        ImmutableArray<PolicyStatement>.Builder statements, string sid, string[] actions, IEnumerable<KeyRange> ranges) =>
        Add(statements, sid, actions, ObjectResources.Buckets(ranges));

    private static void AddObjects(
        ImmutableArray<PolicyStatement>.Builder statements, string sid, string[] actions, IEnumerable<KeyRange> ranges) =>
        Add(statements, sid, actions, ObjectResources.Objects(ranges));

    private static void Add(
        ImmutableArray<PolicyStatement>.Builder statements, string sid, string[] actions, ImmutableArray<string> resources)
    {
        if (!resources.IsEmpty)
        {
            statements.Add(new() { Sid = sid, Actions = [.. actions], Resources = resources });
        }
    }

    private static bool HasVersions(BoundRule rule) => rule.Rule.Versions != VersionScope.Latest;

    private static bool ReadsAcl(BoundRule rule) => rule.Rule.AclSync || rule.Rule.Acl == ReplicaAcl.Mirror;

    // Where ACLs are mirrored or follow, SyncAcl has what is needed to write one.
    private static bool WritesAcl(BoundRule rule) => !ReadsAcl(rule) && (rule.Rule.Destination.OwnerOverride || rule.Rule.Acl != ReplicaAcl.None);

    private static bool Deletes(BoundRule rule) => rule.Rule.DeleteMarkerReplication;
}
