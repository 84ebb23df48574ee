using S3Replicator.LocalAws.Sqs.Protocol;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <summary>An entry that failed inside a batch that was answered with 200.</summary>
internal readonly record struct BatchFailure(string Id, SqsError Error)
{
    public static void Write(ResponseWriter writer, IReadOnlyList<BatchFailure> failures)
    {
        writer.BeginList("Failed");
        foreach (var failure in failures)
        {
            writer.BeginItem("BatchResultErrorEntry");
            writer.Text("Id", failure.Id);
            writer.Flag("SenderFault", value: true);
            writer.Text("Code", failure.Error.Code);
            writer.Text("Message", failure.Error.Message);
            writer.EndItem();
        }

        writer.EndList();
    }
}
