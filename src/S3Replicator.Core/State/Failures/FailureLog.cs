using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace S3Replicator.Core.State.Failures;

/// <summary>The failures in a state store, a small object each.</summary>
public sealed partial class FailureLog(IStateStore store, ILogger<FailureLog> logger) : IFailureLog
{
    /// <inheritdoc />
    public bool IsKept => true;

    /// <inheritdoc />
    public Task RecordAsync(FailureRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return store.PutAsync(record.Name, FailureJson.Write(record), StateCondition.None, cancellationToken);
    }

    /// <summary>The failures chosen, rule by rule; a record that cannot be read is logged and left out.</summary>
    public IAsyncEnumerable<FailureRecord> ListAsync(FailureQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadAsync(
            query.Rule is { } rule ? FailureNames.OfRule(rule) : FailureNames.Root,
            name => query.Id is not { } id || name.EndsWith($"/{id}.json", StringComparison.Ordinal),
            query.Accepts,
            cancellationToken);
    }

    /// <summary>The failures of one object.</summary>
    public IAsyncEnumerable<FailureRecord> OfObjectAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bucket);
        ArgumentNullException.ThrowIfNull(key);
        return ReadAsync(
            FailureNames.Root,
            name => FailureNames.IsOfObject(name, bucket, key),
            record => string.Equals(record.Event.Bucket, bucket, StringComparison.Ordinal) && string.Equals(record.Event.Key, key, StringComparison.Ordinal),
            cancellationToken);
    }

    /// <summary>A few failures of each rule, picked at random; costs a list of names and no more reads than that.</summary>
    public async Task<IReadOnlyList<FailureRecord>> SampleAsync(int perRule, Random random, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(random);
        var picked = new Dictionary<string, (int Seen, List<StateEntry> Entries)>(StringComparer.Ordinal);

        await foreach (var entry in store.ListAsync(FailureNames.Root, cancellationToken).Where(entry => FailureNames.IsRecord(entry.Name)))
        {
            var rule = entry.Name[..entry.Name.LastIndexOf('/')];
            var (seen, entries) = picked.GetValueOrDefault(rule, (0, []));
            picked[rule] = (seen + 1, entries);

            if (entries.Count < perRule)
            {
                entries.Add(entry);
            }
            else if (random.Next(seen + 1) is var place && place < perRule)
            {
                entries[place] = entry;
            }
        }

        return await ReadAsync(picked.Values.SelectMany(rule => rule.Entries).ToAsyncEnumerable(), _ => true, cancellationToken).ToListAsync(cancellationToken);
    }

    /// <summary>Forgets a failure.</summary>
    public Task RemoveAsync(FailureRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return store.DeleteAsync(record.Name, cancellationToken);
    }

    private IAsyncEnumerable<FailureRecord> ReadAsync(
        string prefix, Func<string, bool> isWanted, Func<FailureRecord, bool> accept, CancellationToken cancellationToken) => ReadAsync(
            store.ListAsync(prefix, cancellationToken).Where(entry => FailureNames.IsRecord(entry.Name) && isWanted(entry.Name)), accept, cancellationToken);

    private async IAsyncEnumerable<FailureRecord> ReadAsync(
        IAsyncEnumerable<StateEntry> entries, Func<FailureRecord, bool> accept, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (entry, found) in store.ReadAsync(entries, cancellationToken))
        {
            if (FailureJson.Read(found.Content.Span) is not { } record)
            {
                Log.Unreadable(logger, entry.Name);
            }
            else if (accept(record))
            {
                yield return record;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The state has a failure that cannot be read: {Name}")]
        public static partial void Unreadable(ILogger logger, string name);
    }
}
