using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>Who may assume a rule's role.</summary>
public static class RoleTrust
{
    /// <summary>Trust in the worker's identity, under the conditions that the documents' role options meet.</summary>
    /// <param name="documents">The documents that name the role.</param>
    /// <param name="principal">The ARN of the worker's own role or user.</param>
    public static PolicyDocument Of(IReadOnlyCollection<ReplicationDocument> documents, string principal)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var ids = documents.Select(document => document.RoleOptions.ExternalId).Distinct(StringComparer.Ordinal).ToList();
        var isTagged = documents.Any(document => !document.RoleOptions.SessionTags.IsEmpty);

        // Where one document has no external id, a condition would lock it out.
        ImmutableArray<PolicyCondition> conditions = ids.Contains(null)
            ? []
            : [new("StringEquals", "sts:ExternalId", [.. ids.OfType<string>().Order(StringComparer.Ordinal)])];

        return new([
            new()
            {
                Sid = "TrustTheWorker",
                Principal = new("AWS", [principal]),
                Actions = isTagged ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"],
                Conditions = conditions,
            },
        ]);
    }
}
