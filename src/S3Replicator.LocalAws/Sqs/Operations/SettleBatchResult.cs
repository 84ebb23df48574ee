using S3Replicator.LocalAws.Sqs.Protocol;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <param name="Element">How XML calls an entry that was done.</param>
/// <param name="Done">Ids.</param>
/// <param name="Failed">The others.</param>
internal sealed record SettleBatchResult(string Element, IReadOnlyList<string> Done, IReadOnlyList<BatchFailure> Failed) : ISqsResult
{
    public void Write(ResponseWriter writer)
    {
        writer.BeginList("Successful");
        foreach (var id in Done)
        {
            writer.BeginItem(Element);
            writer.Text("Id", id);
            writer.EndItem();
        }

        writer.EndList();
        BatchFailure.Write(writer, Failed);
    }
}
