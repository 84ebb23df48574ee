using S3Replicator.Core.State;

namespace S3Replicator.Core.Tracking.Receipts.Chain;

/// <summary>Links each segment of a worker to the one before it, so that none can be altered or taken away unseen.</summary>
internal sealed class ReceiptChain(IStateStore store, string worker)
{
    private Last? _last;

    /// <summary>Links a segment that has been written; one that is linked already stays as it is.</summary>
    public async Task AppendAsync(string segment, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (_last is null)
        {
            _last = await FindLastAsync(cancellationToken);
            await RecoverAsync(segment, cancellationToken);
        }

        await LinkAsync(segment, content, isRecovered: false, cancellationToken);
    }

    private async Task LinkAsync(string segment, ReadOnlyMemory<byte> content, bool isRecovered, CancellationToken cancellationToken)
    {
        while (!string.Equals(_last?.Link?.Segment, segment, StringComparison.Ordinal))
        {
            var link = new ChainLink
            {
                Number = (_last?.Link?.Number ?? 0) + 1,
                Segment = segment,
                Bytes = content.Length,
                Sha256 = ChainLink.HashOf(content.Span),
                Previous = _last?.Hash,
                IsRecovered = isRecovered,
            };
            var written = link.Write();

            // Where another worker of the name was first, ours comes after it.
            _last = await store.PutAsync(ChainLink.NameOf(worker, link.Number), written, StateCondition.IfAbsent, cancellationToken) is not null
                ? new(link, ChainLink.HashOf(written))
                : await FindLastAsync(cancellationToken);
        }
    }

    /// <summary>Links what a worker that died has written and not linked.</summary>
    private async Task RecoverAsync(string present, CancellationToken cancellationToken)
    {
        if (_last?.Link is not { } link || ReceiptHour.OfName(link.Segment) is not { } hour)
        {
            return;
        }

        var until = ReceiptHour.OfName(present) ?? hour;

        for (var at = hour; at.CompareTo(until) <= 0; at = ReceiptHour.Of(at.Start.AddHours(1)))
        {
            await foreach (var entry in store.ListAsync(at.PrefixOf(worker), cancellationToken))
            {
                if (at.NumberOf(worker, entry.Name) > 0
                    && string.CompareOrdinal(entry.Name, link.Segment) > 0
                    && string.CompareOrdinal(entry.Name, present) < 0
                    && await store.GetAsync(entry.Name, cancellationToken) is { } found)
                {
                    await LinkAsync(entry.Name, found.Content, isRecovered: true, cancellationToken);
                }
            }
        }
    }

    private async Task<Last> FindLastAsync(CancellationToken cancellationToken)
    {
        string? name = null;

        await foreach (var entry in store.ListAsync(ChainLink.PrefixOf(worker), cancellationToken))
        {
            name = entry.Name;
        }

        return name is not null && await store.GetAsync(name, cancellationToken) is { } found && ChainLink.Read(found.Content.Span) is { } link
            ? new(link, ChainLink.HashOf(found.Content.Span))
            : new(null, null);
    }

    private sealed record Last(ChainLink? Link, string? Hash);
}
