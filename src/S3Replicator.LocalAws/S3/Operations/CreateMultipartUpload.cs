using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Multipart;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Begins and gives up multipart uploads.</summary>
internal sealed class CreateMultipartUpload(IdSource ids, TimeProvider clock)
{
    public ValueTask HandleAsync(S3Request request)
    {
        var algorithm = RequestChecksums.Asked(request);
        var isComposite = UploadChecksum.IsComposite(algorithm, request.Header("x-amz-checksum-type"));
        var upload = new MultipartUpload(ids.UploadId(), ObjectTemplate.From(request), algorithm, isComposite, clock.GetUtcNow());
        request.Bucket.Uploads[upload.Id] = upload;
        request.Bucket.Log.UploadCreated(request.Bucket, upload);
        ObjectResponseHeaders.WriteEncryption(request, upload.Template.Encryption);
        if (algorithm is { } asked)
        {
            request.ResponseHeaders["x-amz-checksum-algorithm"] = asked.Name();
            request.ResponseHeaders["x-amz-checksum-type"] = isComposite ? "COMPOSITE" : "FULL_OBJECT";
        }

        return S3Response.XmlAsync(request, new XmlText().OpenRoot("InitiateMultipartUploadResult")
            .Element("Bucket", request.Bucket.Name)
            .Element("Key", request.Key)
            .Element("UploadId", upload.Id)
            .Close("InitiateMultipartUploadResult"));
    }

    public static ValueTask AbortAsync(S3Request request)
    {
        var upload = Uploads.Get(request);
        lock (upload.Gate)
        {
            upload.IsDone = true;
            if (request.Bucket.Uploads.TryRemove(upload.Id, out _))
            {
                request.Bucket.Log.UploadRemoved(request.Bucket, upload);
            }
        }

        return S3Response.EmptyAsync(request, 204);
    }
}
