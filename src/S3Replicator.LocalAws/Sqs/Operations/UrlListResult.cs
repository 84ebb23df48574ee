using S3Replicator.LocalAws.Sqs.Protocol;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <param name="Name">The list in JSON, which two operations spell differently.</param>
/// <param name="Urls">One page.</param>
/// <param name="NextToken">Null on the last page.</param>
internal sealed record UrlListResult(string Name, IReadOnlyList<string> Urls, string? NextToken) : ISqsResult
{
    public void Write(ResponseWriter writer)
    {
        writer.BeginList(Name);
        foreach (var url in Urls)
        {
            writer.TextItem("QueueUrl", url);
        }

        writer.EndList();
        if (NextToken is not null)
        {
            writer.Text("NextToken", NextToken);
        }
    }
}
