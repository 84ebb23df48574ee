using S3Replicator.LocalAws.Sqs.Protocol;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <summary>What SQS asks of every batch.</summary>
internal static class BatchCheck
{
    private const int MostEntries = 10;

    public static List<RequestEntry> Check(List<RequestEntry>? entries, string entryName)
    {
        if (entries is not { Count: > 0 })
        {
            throw new SqsErrorException(SqsError.EmptyBatchRequest(entryName));
        }

        if (entries.Count > MostEntries)
        {
            throw new SqsErrorException(SqsError.TooManyEntries(entries.Count));
        }

        for (var i = 0; i < entries.Count; i++)
        {
            var id = entries[i].Id;
            if (!MessageValidation.IsBatchId(id))
            {
                throw new SqsErrorException(SqsError.InvalidEntryId);
            }

            for (var j = 0; j < i; j++)
            {
                if (string.Equals(entries[j].Id, id, StringComparison.Ordinal))
                {
                    throw new SqsErrorException(SqsError.EntryIdsNotDistinct(id!));
                }
            }
        }

        return entries;
    }
}
