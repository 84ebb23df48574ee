using System.Buffers;
using System.Text.Json;

namespace S3Replicator.Core.Tracking.Receipts;

/// <summary>Receipts written as lines, by the hour that they belong to.</summary>
internal sealed class ReceiptBatch
{
    private readonly SortedDictionary<ReceiptHour, ReceiptLines> _hours = [];

    public int Bytes => _hours.Values.Sum(lines => lines.Content.WrittenCount);

    public int Count => _hours.Values.Sum(lines => lines.Count);

    public void Add(Receipt receipt)
    {
        var hour = ReceiptHour.Of(receipt.CompletedAt);

        if (!_hours.TryGetValue(hour, out var lines))
        {
            lines = new();
            _hours.Add(hour, lines);
        }

        lines.Add(receipt);
    }

    /// <summary>Takes out the lines of the oldest hour.</summary>
    public bool TryTake(out ReceiptHour hour, out ReadOnlyMemory<byte> content, out int count)
    {
        foreach (var (first, lines) in _hours)
        {
            (hour, content, count) = (first, lines.Content.WrittenMemory, lines.Count);
            return _hours.Remove(first);
        }

        (hour, content, count) = (default, default, 0);
        return false;
    }

    private sealed class ReceiptLines
    {
        public ArrayBufferWriter<byte> Content { get; } = new();

        public int Count { get; private set; }

        public void Add(Receipt receipt)
        {
#pragma warning disable MA0045 // It writes to memory.
            using (var writer = new Utf8JsonWriter(Content, ReceiptJson.WriterOptions))
#pragma warning restore MA0045
            {
                ReceiptJson.Write(writer, receipt);
            }

            Content.Write("\n"u8);
            Count++;
        }
    }
}
