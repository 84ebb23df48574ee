using Amazon.Runtime;
using Amazon.Runtime.Internal;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Aws;

/// <summary>Counts each attempt of a request as it leaves the SDK; stands behind the SDK's own retries.</summary>
internal sealed class RequestCountingHandler(RequestCounter requests) : PipelineHandler
{
    public override void InvokeSync(IExecutionContext executionContext)
    {
        requests.Count(OperationOf(executionContext));
        base.InvokeSync(executionContext);
    }

    public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        requests.Count(OperationOf(executionContext));
        return base.InvokeAsync<T>(executionContext);
    }

    /// <summary>The API's own name of the operation, where the SDK calls it otherwise.</summary>
    private static string OperationOf(IExecutionContext executionContext) => executionContext.RequestContext.RequestName switch
    {
        "GetObjectMetadataRequest" => "HeadObject",
        "CopyPartRequest" => "UploadPartCopy",
        "InitiateMultipartUploadRequest" => "CreateMultipartUpload",
        "ListVersionsRequest" => "ListObjectVersions",
        "PutACLRequest" => "PutObjectAcl",
        "GetACLRequest" => "GetObjectAcl",
        "CopyObjectRequest" => "CopyObject",
        "DeleteObjectRequest" => "DeleteObject",
        "ReceiveMessageRequest" => "ReceiveMessage",
        "DeleteMessageBatchRequest" => "DeleteMessageBatch",
        "ChangeMessageVisibilityBatchRequest" => "ChangeMessageVisibilityBatch",
        var name => name.EndsWith("Request", StringComparison.Ordinal) ? name[..^"Request".Length] : name,
    };
}
