using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace S3Replicator.Core.State.Failures;

/// <summary>The failures in a state store, a small object each.</summary>
public sealed partial class FailureLog(IStateStore store, ILogger<FailureLog> logger) : IFailureLog
{
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

    /// <summary>Forgets a failure.</summary>
    public Task RemoveAsync(FailureRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return store.DeleteAsync(record.Name, cancellationToken);
    }

    private async IAsyncEnumerable<FailureRecord> ReadAsync(
        string prefix, Func<string, bool> isWanted, Func<FailureRecord, bool> accept, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = store.ListAsync(prefix, cancellationToken).Where(entry => FailureNames.IsRecord(entry.Name) && isWanted(entry.Name));

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
