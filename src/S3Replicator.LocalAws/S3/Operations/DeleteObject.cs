using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Deletes an object: by a marker, by its version, or for good where nothing is versioned.</summary>
internal sealed class DeleteObject(ObjectRemover remover)
{
    public ValueTask HandleAsync(S3Request request)
    {
        foreach (var unsupported in (ReadOnlySpan<string>)["x-amz-if-match-last-modified-time", "x-amz-if-match-size", "x-amz-mfa"])
        {
            if (request.Header(unsupported) is not null)
            {
                throw new AwsErrorException(S3Errors.NotImplemented(unsupported));
            }
        }

        if (request.Header("If-Match") is not null)
        {
            request.Require(S3Actions.GetObject);
        }

        var removal = remover.Remove(request, request.Key, request.VersionId, WriteConditions.OfDelete(request.Header("If-Match")));
        if (removal.Error is { } error)
        {
            return S3Response.ErrorAsync(request.Http, error, request.RequestId, request.HostId);
        }

        if (removal.VersionId is { } versionId)
        {
            request.ResponseHeaders[HeaderNames.VersionId] = versionId;
        }

        if (removal.IsDeleteMarker)
        {
            request.ResponseHeaders[HeaderNames.DeleteMarker] = "true";
        }

        return S3Response.EmptyAsync(request, 204);
    }
}
