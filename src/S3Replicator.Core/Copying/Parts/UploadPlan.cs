using S3Replicator.Core.Planning;
using S3Replicator.Core.State.Uploads;

namespace S3Replicator.Core.Copying.Parts;

/// <summary>What a copy in parts is to be, as a call and as the record of it; pure.</summary>
internal static class UploadPlan
{
    /// <summary>The call, pinned to the version and the ETag that HEAD told.</summary>
    public static CopyCall CallFor(CopyContext context, ObjectHead source, Fence fence) => context.CopyCall(source.VersionId, source.ETag) with
    {
        Fence = fence,
        Size = source.Size,
        Attributes = UploadOptions.For(context.Plan, source),
        SourceChecksum = source.Checksum,
    };

    /// <summary>The call that an upload on record is aborted with.</summary>
    public static CopyCall CallFor(UploadRecord record) => new()
    {
        SourceBucket = record.Source.Bucket,
        SourceKey = record.Source.Key ?? string.Empty,
        SourceVersionId = record.Source.VersionId,
        DestinationBucket = record.Destination.Bucket,
        DestinationKey = record.Destination.Key ?? string.Empty,
        DestinationOwner = record.DestinationOwner,
    };

    /// <summary>The record of a copy that is begun now.</summary>
    public static UploadRecord RecordOf(CopyPlan plan, CopyCall call, ObjectHead source, DateTimeOffset now) =>
        LeftoverOf(plan, source.VersionId) with
        {
            SourceETag = source.ETag,
            Size = source.Size,
            Options = UploadOptions.Fingerprint(call.Attributes),
            Started = now,
        };

    /// <summary>Names what may be left of a copy, whatever it was like.</summary>
    public static UploadRecord LeftoverOf(CopyPlan plan, string? versionId) => new()
    {
        Source = new(plan.Event.Bucket, plan.Event.Key, versionId),
        SourceETag = string.Empty,
        Destination = new(plan.DestinationBucket, plan.Decision.DestinationKey),
        DestinationOwner = plan.DestinationOwner,
        Rule = plan.Decision.Rule.Rule.Id,
        Size = 0,
        Options = string.Empty,
        Started = default,
        Holder = string.Empty,
        HeldUntil = default,
    };
}
