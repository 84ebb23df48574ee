using S3Replicator.LocalAws.Sqs.Protocol;

namespace S3Replicator.LocalAws.Sqs.Operations;

internal sealed record SendBatchResult(IReadOnlyList<SendAnswer> Sent, IReadOnlyList<BatchFailure> Failed) : ISqsResult
{
    public void Write(ResponseWriter writer)
    {
        writer.BeginList("Successful");
        foreach (var answer in Sent)
        {
            writer.BeginItem("SendMessageBatchResultEntry");
            answer.Write(writer);
            writer.EndItem();
        }

        writer.EndList();
        BatchFailure.Write(writer, Failed);
    }
}
