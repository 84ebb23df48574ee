using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>
/// What a role for S3's own replication has, and what copies made by anybody else need in its place; pure. By the user guide's pages
/// "Setting up permissions for live replication" and "Required permissions for Amazon S3 API operations".
/// </summary>
internal static class NativeReplication
{
    public const string Mend = "Leave it for as long as S3's own replication runs with this role, and then take it out.";

    private const string Replication = "s3.amazonaws.com";
    private const string BatchOperations = "batchoperations.s3.amazonaws.com";

    /// <summary>Nobody but S3 uses the certain ones; others it uses, too, and they count beside a certain one alone.</summary>
    private static readonly (string Name, bool IsCertain, string[] Instead)[] Known =
    [
        ("s3:GetReplicationConfiguration", false, ["s3:ListBucket", "s3:ListBucketVersions"]),
        ("s3:GetObjectVersionForReplication", true, ["s3:GetObject", "s3:GetObjectVersion"]),
        ("s3:InitiateReplication", true, []),
        ("s3:ReplicateObject", true, ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]),
        ("s3:ReplicateTags", true, ["s3:PutObjectTagging", "s3:PutObjectVersionTagging"]),
        ("s3:ReplicateDelete", true, ["s3:DeleteObject"]),
        ("s3:ObjectOwnerOverrideToBucketOwner", true, ["s3:PutObjectAcl"]),
        ("kms:Encrypt", false, ["kms:GenerateDataKey", "kms:Decrypt"]),
    ];

    private static readonly PolicyPattern Replicate = PolicyPattern.OfAction("s3:Replicate*");

    /// <summary>What shows that the role is one; nothing where it is not.</summary>
    public static NativeRole? Find(ExistingRole role, IReadOnlyCollection<StatementPatterns> permissions, ImmutableArray<Need> needs)
    {
        var services = (role.Trust ?? [])
            .Where(statement => statement.IsAllow && statement.Negation is null)
            .SelectMany(statement => statement.Principals)
            .Where(principal => principal.Type is "Service")
            .SelectMany(principal => principal.Values)
            .Where(IsService)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToImmutableArray();
        var needed = needs.Select(need => need.Action).ToHashSet(StringComparer.Ordinal);
        var found = Known.Select(known => (known.IsCertain, Action: new NativeAction(
                known.Name,
                [.. permissions.Where(statement => statement.IsPlain && statement.Statement.IsAllow && Names(statement, known.Name)).Select(statement => statement.Name)],
                [.. known.Instead.Where(needed.Contains)])))
            .Where(pair => !pair.Action.Statements.IsEmpty)
            .ToList();
        return services.Contains(Replication, StringComparer.Ordinal) || found.Exists(pair => pair.IsCertain)
            ? new(services, [.. found.Select(pair => pair.Action).Where(action => !needed.Contains(action.Name))])
            : null;
    }

    /// <summary>Whether a service is one that S3's own replication acts as.</summary>
    public static bool IsService(string name) => name is Replication or BatchOperations;

    /// <summary>Whether it is meant for that action; what allows a great deal, such as <c>s3:*</c>, shows nothing.</summary>
    public static bool Names(PolicyPattern action, string name) =>
        action.Includes(PolicyPattern.OfAction(name)) && (!action.HasWildcards || Replicate.Includes(action));

    private static bool Names(StatementPatterns statement, string name) => statement.Actions.Any(action => Names(action.Pattern, name));
}
