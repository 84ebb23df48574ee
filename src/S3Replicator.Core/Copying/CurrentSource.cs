using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Copying;

/// <summary>Looks at the source once a copy has landed.</summary>
internal static class CurrentSource
{
    private const int Attempts = 6;

    /// <summary>The source's current version. Asked again at once where that fails: whoever comes next finds the copy there and does not look.</summary>
    public static async Task<StoreResult<ObjectHead>> HeadAsync(CopyContext context, CancellationToken cancellationToken)
    {
        var attempt = 1;

        while (true)
        {
            var current = await context.Source.HeadAsync(context.SourceHead(versionId: null), cancellationToken);

            if (current.Error is not { Class: FailureClass.Transient or FailureClass.Throttled } || attempt++ == Attempts)
            {
                return current;
            }
        }
    }
}
