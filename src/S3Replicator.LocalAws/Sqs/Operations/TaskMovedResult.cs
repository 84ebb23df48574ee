using S3Replicator.LocalAws.Sqs.Protocol;

namespace S3Replicator.LocalAws.Sqs.Operations;

internal sealed record TaskMovedResult(int Moved) : ISqsResult
{
    public void Write(ResponseWriter writer) => writer.Number("ApproximateNumberOfMessagesMoved", Moved);
}
