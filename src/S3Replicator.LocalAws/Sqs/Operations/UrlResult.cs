using S3Replicator.LocalAws.Sqs.Protocol;

namespace S3Replicator.LocalAws.Sqs.Operations;

internal sealed record UrlResult(string Url) : ISqsResult
{
    public void Write(ResponseWriter writer) => writer.Text("QueueUrl", Url);
}
