using S3Replicator.Core.State;
using S3Replicator.Core.Tracking.Receipts.Chain;

namespace S3Replicator.Core.Tracking.Receipts;

/// <summary>Gives each segment a name of its own, also after a restart and beside another worker of the same name.</summary>
internal sealed class ReceiptSegments(IStateStore store, string worker)
{
    private const int HoursRemembered = 4;

    private readonly SortedDictionary<ReceiptHour, int> _last = [];
    private readonly ReceiptChain _chain = new(store, worker);

    public async Task WriteAsync(ReceiptHour hour, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (!_last.TryGetValue(hour, out var last))
        {
            last = await FindLastAsync(hour, cancellationToken);
        }

        while (true)
        {
            // Kept before the write, so that one that seems to have failed is tried again under the same name.
            Remember(hour, last);
            var name = hour.NameOf(worker, ++last);

            if (await store.PutAsync(name, content, StateCondition.IfAbsent, cancellationToken) is not null
                || await IsOursAsync(name, content, cancellationToken))
            {
                // Before the number is taken, so that a link that cannot be written is tried again with its segment.
                await _chain.AppendAsync(name, content, cancellationToken);
                break;
            }
        }

        Remember(hour, last);
    }

    private void Remember(ReceiptHour hour, int last)
    {
        _last[hour] = last;

        if (_last.Count > HoursRemembered)
        {
            _last.Remove(_last.Keys.First());
        }
    }

    /// <summary>A write whose answer was lost has taken effect all the same.</summary>
    private async Task<bool> IsOursAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        await store.GetAsync(name, cancellationToken) is { } found && found.Content.Span.SequenceEqual(content.Span);

    private async Task<int> FindLastAsync(ReceiptHour hour, CancellationToken cancellationToken)
    {
        var last = 0;

        await foreach (var entry in store.ListAsync(hour.PrefixOf(worker), cancellationToken))
        {
            last = Math.Max(last, hour.NumberOf(worker, entry.Name));
        }

        return last;
    }
}
