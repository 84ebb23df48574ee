using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace S3Replicator.Aws;

/// <summary>Counts each attempt of a request as it leaves the SDK, and shows the answer's time to the clock; stands behind the SDK's own retries.</summary>
internal sealed class RequestCountingHandler(AwsContext context) : PipelineHandler
{
    public override void InvokeSync(IExecutionContext executionContext)
    {
        context.Requests.Count(OperationOf(executionContext));
        base.InvokeSync(executionContext);
    }

    public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        context.Requests.Count(OperationOf(executionContext));
        var sent = context.Clock.LocalNow;
        var answer = base.InvokeAsync<T>(executionContext);
        return context.Clock.IsDue(sent) ? ObserveAsync(answer, executionContext, sent) : answer;
    }

    private async Task<T> ObserveAsync<T>(Task<T> answer, IExecutionContext executionContext, DateTimeOffset sent)
    {
        var given = await answer;

        if (DateTimeOffset.TryParseExact(
            executionContext.ResponseContext.HttpResponse?.GetHeaderValue("Date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            context.Clock.Observe(date, sent, context.Clock.LocalNow);
        }

        return given;
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
