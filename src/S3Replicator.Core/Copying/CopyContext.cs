using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Copying;

/// <summary>A plan with the two stores that it is carried out between.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Source">The source bucket's region, with the rule's role.</param>
/// <param name="Destination">The destination bucket's region, with the same role.</param>
public sealed record CopyContext(CopyPlan Plan, IObjectStore Source, IObjectStore Destination)
{
    internal HeadCall SourceHead(string? versionId) =>
        new(Plan.Event.Bucket, Plan.Event.Key, versionId, Plan.SourceOwner, WithChecksum: true, MustBeReadable: true);

    internal HeadCall DestinationHead =>
        new(Plan.DestinationBucket, Plan.Decision.DestinationKey, Owner: Plan.DestinationOwner, WithChecksum: true, IsSource: false);

    internal CopyCall CopyCall(string? versionId, string? etag) => new()
    {
        SourceBucket = Plan.Event.Bucket,
        SourceKey = Plan.Event.Key,
        SourceVersionId = versionId,
        SourceIfMatch = etag,
        SourceOwner = Plan.SourceOwner,
        DestinationBucket = Plan.DestinationBucket,
        DestinationKey = Plan.Decision.DestinationKey,
        DestinationOwner = Plan.DestinationOwner,
        Attributes = Plan.Attributes,

        // The plan tells the size of the event's own version.
        Size = versionId is null || string.Equals(versionId, Plan.Event.VersionId, StringComparison.Ordinal) ? Plan.Size : null,
    };
}
