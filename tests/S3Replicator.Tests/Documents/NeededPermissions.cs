using S3Replicator.LocalAws;

namespace S3Replicator.Tests.Documents;

/// <summary>What IAM asks for a request, as the S3 API reference says under "Permissions" of each operation.</summary>
public static class NeededPermissions
{
    public static IEnumerable<(string Action, string Resource)> Of(RecordedRequest request, string sourceBucket)
    {
        var bucket = $"arn:aws:s3:::{request.Bucket}";
        var target = $"{bucket}/{request.Key}";
        var source = $"arn:aws:s3:::{sourceBucket}/{request.Key}";

        return request.Operation switch
        {
            "HeadBucket" => [("s3:ListBucket", bucket)],
            "GetBucketVersioning" => [("s3:GetBucketVersioning", bucket)],
            "ListObjectVersions" => [("s3:ListBucketVersions", bucket)],

            // Without the right to list, what is not there answers 403.
            "HeadObject" => [("s3:GetObject", target), ("s3:GetObjectVersion", target), ("s3:ListBucket", bucket)],
            "GetObjectTagging" => [("s3:GetObjectTagging", target), ("s3:GetObjectVersionTagging", target)],
            "PutObjectTagging" => [("s3:PutObjectTagging", target), ("s3:PutObjectVersionTagging", target)],
            "CopyObject" =>
            [
                ("s3:PutObject", target), ("s3:PutObjectTagging", target), ("s3:GetObject", target),
                ("s3:GetObject", source), ("s3:GetObjectVersion", source), ("s3:GetObjectTagging", source), ("s3:GetObjectVersionTagging", source),
            ],
            // Who makes an upload has to be able to continue it and to abort it.
            "CreateMultipartUpload" =>
            [
                ("s3:PutObject", target), ("s3:PutObjectTagging", target), ("s3:AbortMultipartUpload", target), ("s3:ListMultipartUploadParts", target),
            ],
            "ListMultipartUploads" => [("s3:ListBucketMultipartUploads", bucket)],
            "UploadPartCopy" => [("s3:PutObject", target), ("s3:GetObject", source), ("s3:GetObjectVersion", source)],
            "CompleteMultipartUpload" => [("s3:PutObject", target), ("s3:GetObject", target)],
            "DeleteObject" => [("s3:DeleteObject", target), ("s3:GetObject", target)],
            var other => throw new ArgumentException($"What IAM asks for {other} is not known here.", nameof(request)),
        };
    }
}
