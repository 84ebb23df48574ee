namespace S3Replicator.Core.Tracking.Receipts;

/// <summary>A segment as it was read.</summary>
/// <param name="Name">Its name in the state store.</param>
/// <param name="Hour">The start of its hour.</param>
/// <param name="Content">Its lines.</param>
public sealed record ReceiptSegment(string Name, DateTimeOffset Hour, ReadOnlyMemory<byte> Content)
{
    /// <summary>All receipts; lines that are none are left out.</summary>
    public IEnumerable<Receipt> Receipts() => Read(needle: default);

    /// <summary>The receipts of one object.</summary>
    public IEnumerable<Receipt> OfObject(string bucket, string key) => Read(ReceiptJson.BytesOf(key).ToArray())
        .Where(receipt => string.Equals(receipt.SourceBucket, bucket, StringComparison.Ordinal) && string.Equals(receipt.SourceKey, key, StringComparison.Ordinal));

    /// <summary>Reads the lines that have the needle; most segments of a store have it nowhere, and cost one look.</summary>
    private IEnumerable<Receipt> Read(ReadOnlyMemory<byte> needle)
    {
        for (var rest = Content; rest.Span.IndexOf(needle.Span) is var at && at >= 0 && !rest.IsEmpty;)
        {
            var start = rest.Span[..at].LastIndexOf((byte)'\n') + 1;
            var length = rest.Span[start..].IndexOf((byte)'\n');
            var line = length < 0 ? rest[start..] : rest.Slice(start, length);
            rest = length < 0 ? default : rest[(start + length + 1)..];

            if (ReceiptJson.Read(line.Span) is { } receipt)
            {
                yield return receipt;
            }
        }
    }
}
