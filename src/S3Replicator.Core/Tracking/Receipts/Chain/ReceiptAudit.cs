using S3Replicator.Core.State;

namespace S3Replicator.Core.Tracking.Receipts.Chain;

/// <summary>Compares receipts with the chains that were written with them.</summary>
public sealed class ReceiptAudit(IStateStore store)
{
    private readonly List<AuditFinding> _findings = [];
    private readonly List<ChainHead> _heads = [];
    private readonly Dictionary<string, ChainLink> _bySegment = new(StringComparer.Ordinal);
    private long _links;

    /// <summary>Looks at every chain whole, and at the segments of the span.</summary>
    /// <param name="since">The span's start.</param>
    /// <param name="until">The span's end.</param>
    /// <param name="noted">Heads that were noted by an earlier audit; they must still be in their chains.</param>
    /// <param name="cancellationToken">Ends the audit.</param>
    public async Task<AuditResult> CheckAsync(
        DateTimeOffset since, DateTimeOffset until, IReadOnlyList<ChainHead> noted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(noted);
        var span = (First: ReceiptHour.Of(since), Last: ReceiptHour.Of(until));
        await CheckChainsAsync(noted.ToDictionary(head => (head.Worker, head.Number)), span, cancellationToken);
        var segments = await CheckSegmentsAsync(since, until, cancellationToken);

        foreach (var link in _bySegment.Values)
        {
            Find("Removed", link.Segment, FormattableString.Invariant($"Link {link.Number} says that it was written, with {link.Bytes} bytes."));
        }

        return new(segments, _links, _heads, [.. _findings.OrderBy(finding => finding.Subject, StringComparer.Ordinal)]);
    }

    private async Task CheckChainsAsync(
        Dictionary<(string, long), ChainHead> noted, (ReceiptHour First, ReceiptHour Last) span, CancellationToken cancellationToken)
    {
        ChainHead? before = null;

        await foreach (var (entry, found) in store.ReadAsync(store.ListAsync(ChainLink.Root, cancellationToken), cancellationToken))
        {
            _links++;
            var worker = entry.Name.Split('/')[1];
            var hash = ChainLink.HashOf(found.Content.Span);

            if (ChainLink.Read(found.Content.Span) is not { } link || !string.Equals(entry.Name, NameOf(worker, link.Number), StringComparison.Ordinal))
            {
                Find("Broken", entry.Name, "It is no link, or not the one of its name.");
                before = null;
                continue;
            }

            if (before is not null && !string.Equals(before.Worker, worker, StringComparison.Ordinal))
            {
                _heads.Add(before);
                before = null;
            }

            CheckOrder(entry.Name, link, before, worker);

            if (noted.Remove((worker, link.Number), out var head) && !string.Equals(head.Sha256, hash, StringComparison.Ordinal))
            {
                Find("Altered", entry.Name, "It is not the one that was noted.");
            }

            if (ReceiptHour.OfName(link.Segment) is { } hour && hour.CompareTo(span.First) >= 0 && hour.CompareTo(span.Last) <= 0)
            {
                _bySegment[link.Segment] = link;
            }

            before = new(worker, link.Number, hash);
        }

        if (before is not null)
        {
            _heads.Add(before);
        }

        foreach (var head in noted.Values)
        {
            Find("Removed", NameOf(head.Worker, head.Number), "It was noted, and is gone.");
        }
    }

    private void CheckOrder(string name, ChainLink link, ChainHead? before, string worker)
    {
        if (before is null)
        {
            if (link.Number == 1 != link.Previous is null)
            {
                Find("Broken", name, "It is not what a first link looks like.");
            }

            return;
        }

        if (link.Number != before.Number + 1)
        {
            Find("Removed", NameOf(worker, before.Number + 1), FormattableString.Invariant($"Link {link.Number} follows link {before.Number}."));
        }
        else if (!string.Equals(link.Previous, before.Sha256, StringComparison.Ordinal))
        {
            Find("Altered", NameOf(worker, before.Number), "The link after it was made for another one.");
        }
    }

    private async Task<long> CheckSegmentsAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken)
    {
        long segments = 0;

        await foreach (var segment in new ReceiptLog(store).NewestFirstAsync(since, until, cancellationToken))
        {
            segments++;

            if (!_bySegment.Remove(segment.Name, out var link))
            {
                Find("Added", segment.Name, "No link tells of it.");
            }
            else if (!string.Equals(link.Sha256, ChainLink.HashOf(segment.Content.Span), StringComparison.Ordinal))
            {
                Find("Altered", segment.Name, FormattableString.Invariant($"It has {segment.Content.Length} bytes; link {link.Number} tells of other {link.Bytes}."));
            }
        }

        return segments;
    }

    private static string NameOf(string worker, long number) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ChainLink.Root}{worker}/{number:D10}.json");

    private void Find(string kind, string subject, string found) => _findings.Add(new(kind, subject, found));
}
