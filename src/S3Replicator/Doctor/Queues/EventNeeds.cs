using S3Replicator.Core.Rules;

namespace S3Replicator.Doctor.Queues;

/// <summary>The events that a rule acts on; pure.</summary>
internal static class EventNeeds
{
    private const string MarkerCreated = "DeleteMarkerCreated";
    private const string Deleted = "Delete";

    private static readonly string[] Writes = ["Put", "Post", "Copy", "CompleteMultipartUpload"];

    /// <summary>The events by S3's names without <c>s3:</c>, and whether their lack is a mistake.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="isVersioned">Whether the source keeps versions, now or once: there a delete makes a marker, elsewhere it deletes.</param>
    public static IEnumerable<(string Event, bool IsNeeded)> Of(ReplicationRule rule, bool isVersioned)
    {
        foreach (var name in Writes)
        {
            yield return ($"ObjectCreated:{name}", true);
        }

        foreach (var name in DeletesOf(rule, isVersioned))
        {
            yield return ($"ObjectRemoved:{name}", true);

            if (rule.LifecycleDeletes)
            {
                yield return ($"LifecycleExpiration:{name}", true);
            }
        }

        if (rule.Archived.Restore)
        {
            yield return ("ObjectRestore:Completed", true);
        }

        if (rule is { AclSync: true, Destination.OwnerOverride: false })
        {
            yield return ("ObjectAcl:Put", true);
        }

        var comesLate = rule.LateTagging && !rule.Filter.Tags.IsEmpty;

        // On by default, so that its lack is no mistake.
        if (rule.TagSync || comesLate)
        {
            yield return ("ObjectTagging:Put", comesLate);
            yield return ("ObjectTagging:Delete", comesLate);
        }
    }

    private static IEnumerable<string> DeletesOf(ReplicationRule rule, bool isVersioned)
    {
        if (rule.DeleteMarkerReplication)
        {
            yield return isVersioned ? MarkerCreated : Deleted;
        }

        if (rule.VersionDeletes && isVersioned)
        {
            yield return Deleted;
        }
    }
}
