using S3Replicator.LocalAws.Sqs.Protocol;

namespace S3Replicator.LocalAws.Sqs.Operations;

internal sealed record TaskHandleResult(string TaskHandle) : ISqsResult
{
    public void Write(ResponseWriter writer) => writer.Text("TaskHandle", TaskHandle);
}
