namespace S3Replicator.Core.Copying;

/// <summary>CopyObject of a plan, and what belongs to it.</summary>
internal static class PlannedCopy
{
    /// <summary>Copies, gives the replica the grants that the rule asks for, and finds out which side has refused where S3 does not say.</summary>
    public static async Task<StoreResult<CopyReceipt>> CopyAsync(this CopyContext context, CopyCall call, CancellationToken cancellationToken)
    {
        var copied = await context.Destination.CopyAsync(call, cancellationToken);

        if (copied.Error is { Kind: StoreErrorKind.RefusedBySomeSide } refused)
        {
            var source = await context.Source.HeadAsync(context.SourceHead(call.SourceVersionId), cancellationToken);
            return source.Error is { Class: FailureClass.Configuration } ? refused with { Reason = "SrcGetObjectNotPermitted" } : refused;
        }

        return copied.IsSuccess && await context.MirrorAclAsync(copied.Value.SourceVersionId ?? call.SourceVersionId, copied.Value.VersionId, cancellationToken) is { } error
            ? error
            : copied;
    }
}
