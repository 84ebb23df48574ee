using System.Runtime.CompilerServices;
using S3Replicator.Core.State;

namespace S3Replicator.Core.Tracking.Receipts;

/// <summary>Reads the receipts of a state store.</summary>
public sealed class ReceiptLog(IStateStore store)
{
    /// <summary>The segments of the hours between two times, the newest hour first.</summary>
    public async IAsyncEnumerable<ReceiptSegment> NewestFirstAsync(
        DateTimeOffset since, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (entry, found) in store.ReadAsync(FindAsync(since, until, cancellationToken), cancellationToken))
        {
            yield return new(entry.Name, ReceiptHour.OfName(entry.Name)!.Value.Start, found.Content);
        }
    }

    private async IAsyncEnumerable<StateEntry> FindAsync(
        DateTimeOffset since, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, last) = (ReceiptHour.Of(since), ReceiptHour.Of(until));
        var firstDay = DateOnly.FromDateTime(first.Start.UtcDateTime);

        for (var day = DateOnly.FromDateTime(last.Start.UtcDateTime); day >= firstDay; day = day.AddDays(-1))
        {
            var segments = new List<(ReceiptHour Hour, StateEntry Entry)>();

            await foreach (var entry in store.ListAsync(ReceiptHour.PrefixOfDay(day), cancellationToken))
            {
                if (ReceiptHour.OfName(entry.Name) is { } hour && hour.CompareTo(first) >= 0 && hour.CompareTo(last) <= 0)
                {
                    segments.Add((hour, entry));
                }
            }

            foreach (var (_, entry) in segments.OrderByDescending(segment => segment.Hour).ThenByDescending(segment => segment.Entry.Name, StringComparer.Ordinal))
            {
                yield return entry;
            }
        }
    }
}
