namespace S3Replicator.Core.Copying.Parts;

/// <summary>Aborts an upload with all of its parts.</summary>
internal static class UploadAbort
{
    private const int Attempts = 3;

    /// <summary>Why the upload, or some of it, is still there; null when it is gone.</summary>
    /// <remarks>A part that is still on its way may outlive the abort, so it is repeated until nothing is listed.</remarks>
    public static async Task<StoreError?> RunAsync(IObjectStore store, CopyCall copy, MultipartUpload upload)
    {
        StoreError? error = null;

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var aborted = await store.AbortUploadAsync(copy, upload, CancellationToken.None);

            if (!aborted.IsSuccess)
            {
                if (aborted.Error.Kind == StoreErrorKind.UploadNotFound)
                {
                    return null;
                }

                error = aborted.Error;
                continue;
            }

            error = null;
            var left = await store.ListPartsAsync(copy, upload, CancellationToken.None);

            // Who may not list has to believe the abort.
            if (left.Value is not { Count: > 0 })
            {
                return null;
            }
        }

        return error;
    }
}
