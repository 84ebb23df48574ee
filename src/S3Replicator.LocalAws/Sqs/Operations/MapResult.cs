using S3Replicator.LocalAws.Sqs.Protocol;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <summary>Attributes of a queue, or its tags.</summary>
internal sealed record MapResult(string Name, EntryNames Names, IReadOnlyList<KeyValuePair<string, string>> Entries) : ISqsResult
{
    public void Write(ResponseWriter writer)
    {
        if (Entries.Count == 0)
        {
            return;
        }

        writer.BeginMap(Name);
        foreach (var (key, value) in Entries)
        {
            writer.Entry(Names, key, value);
        }

        writer.EndMap();
    }
}
