using S3Replicator.LocalAws.Sqs.Protocol;

namespace S3Replicator.LocalAws.Sqs.Operations;

internal sealed record SendResult(SendAnswer Answer) : ISqsResult
{
    public void Write(ResponseWriter writer) => Answer.Write(writer);
}
