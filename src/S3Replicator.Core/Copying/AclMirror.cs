namespace S3Replicator.Core.Copying;

/// <summary>Gives a new replica the source's grants, where the rule asks for that; no copy of S3's carries them.</summary>
internal static class AclMirror
{
    /// <summary>Sets the grants of the replica; an error only where they could not be set.</summary>
    /// <param name="context">The plan.</param>
    /// <param name="versionId">The source version that was copied.</param>
    /// <param name="replicaVersionId">The version that was made.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<StoreError?> MirrorAclAsync(
        this CopyContext context, string? versionId, string? replicaVersionId, CancellationToken cancellationToken)
    {
        if (!context.Plan.MirrorsAcl)
        {
            return null;
        }

        var wanted = await context.Source.GetAclAsync(context.SourceHead(versionId), cancellationToken);

        if (!wanted.IsSuccess)
        {
            return wanted.Error.Class == FailureClass.Gone ? null : wanted.Error;
        }

        // A new object has its owner's grant and no other.
        if (wanted.Value.All(grant => grant.IsOwner))
        {
            return null;
        }

        var written = await context.Destination.PutAclAsync(
            context.DestinationHead with { VersionId = replicaVersionId }, wanted.Value, cancellationToken);
        return written.Error is { Kind: not StoreErrorKind.AclNotSupported, Class: not FailureClass.Gone } error ? error : null;
    }
}
