using System.Globalization;
using S3Replicator.Core.State;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tracking.Notices;

/// <summary>Sees to it, over a whole fleet, that of each operation at most one miss and one end are told.</summary>
/// <param name="store">Where the marks are.</param>
/// <param name="timeProvider">The clock; those of the fleet must agree to well within a minute.</param>
internal sealed class NoticeMarks(IStateStore store, TimeProvider timeProvider) : IDisposable
{
    private const string Root = "notices/";
    private const int AtOnce = 32;

    /// <summary>How long a worker may take to tell what it has set out to tell; after that it is taken for dead.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turns = new(AtOnce, AtOnce);

    /// <summary>Claims the right to tell of the miss.</summary>
    public Task<bool> TryMissAsync(OperationId operation, DelayCause cause, CancellationToken cancellationToken) =>
        InTurnAsync(() => MissAsync(operation, cause, cancellationToken), cancellationToken);

    private async Task<bool> MissAsync(OperationId operation, DelayCause cause, CancellationToken cancellationToken)
    {
        var claim = new NoticeMark { Missed = timeProvider.GetUtcNow(), Cause = cause };
        var name = NameOf(operation);

        if (await store.PutAsync(name, claim.Write(), StateCondition.IfAbsent, cancellationToken) is not null)
        {
            return true;
        }

        return await store.GetAsync(name, cancellationToken) is { } found
            && NoticeMark.Read(found.Content.Span) is { Missed: { } since, MissedSent: false, Closed: null } mark
            && IsAbandoned(since)
            && await ReplaceAsync(name, mark with { Missed = claim.Missed }, found, cancellationToken);
    }

    /// <summary>Claims the right to tell the end; gives what is to be told, which after a miss is never that it was in time, and what the miss was put down to.</summary>
    public Task<NoticeClaim?> TryCloseAsync(OperationId operation, NoticeKind kind, bool onlyAfterMiss, CancellationToken cancellationToken) =>
        InTurnAsync(() => CloseAsync(operation, kind, onlyAfterMiss, cancellationToken), cancellationToken);

    private async Task<NoticeClaim?> CloseAsync(OperationId operation, NoticeKind kind, bool onlyAfterMiss, CancellationToken cancellationToken)
    {
        var name = NameOf(operation);

        while (true)
        {
            var now = timeProvider.GetUtcNow();

            if (await store.GetAsync(name, cancellationToken) is not { } found)
            {
                var first = new NoticeMark { Closed = kind, ClosedAt = now };

                if (onlyAfterMiss)
                {
                    return null;
                }

                if (await store.PutAsync(name, first.Write(), StateCondition.IfAbsent, cancellationToken) is not null)
                {
                    return new(kind, DelayCause.Unknown);
                }

                continue;
            }

            var mark = NoticeMark.Read(found.Content.Span);
            var told = kind == NoticeKind.OperationCompletedReplication && mark.Missed is not null
                ? NoticeKind.OperationReplicatedAfterThreshold
                : kind;

            if (mark.Closed is not null && !(mark.Closed == told && !mark.ClosedSent && mark.ClosedAt is { } since && IsAbandoned(since)))
            {
                return null;
            }

            if (await ReplaceAsync(name, mark with { Closed = told, ClosedAt = now }, found, cancellationToken))
            {
                return new(told, mark.Cause);
            }
        }
    }

    /// <summary>Notes that what was claimed has been told.</summary>
    public Task ConfirmAsync(Notice notice, CancellationToken cancellationToken) =>
        InTurnAsync(() => ConfirmedAsync(notice, cancellationToken), cancellationToken);

    private async Task<bool> ConfirmedAsync(Notice notice, CancellationToken cancellationToken)
    {
        var name = NameOf(notice.Operation);

        // The other part of the mark may change at the same time.
        while (await store.GetAsync(name, cancellationToken) is { } found)
        {
            var mark = NoticeMark.Read(found.Content.Span);
            var confirmed = notice.Kind == NoticeKind.OperationMissedThreshold ? mark with { MissedSent = true } : mark with { ClosedSent = true };

            if (await ReplaceAsync(name, confirmed, found, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Deletes the marks of operations whose messages no queue holds any more.</summary>
    public async Task ForgetAsync(DateOnly before, CancellationToken cancellationToken)
    {
        var limit = PrefixOf(before);

        await foreach (var entry in store.ListAsync(Root, cancellationToken))
        {
            if (string.CompareOrdinal(entry.Name, limit) >= 0)
            {
                return;
            }

            await store.DeleteAsync(entry.Name, cancellationToken);
        }
    }

    private static string PrefixOf(DateOnly day) => day.ToString("'notices/dt='yyyy-MM-dd'/'", CultureInfo.InvariantCulture);

    private static string NameOf(OperationId operation) => $"{PrefixOf(operation.Day)}{operation.Text}.json";

    public void Dispose() => _turns.Dispose();

    private async Task<T> InTurnAsync<T>(Func<Task<T>> act, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);

        try
        {
            return await act();
        }
        finally
        {
            _turns.Release();
        }
    }

    private bool IsAbandoned(DateTimeOffset since) => timeProvider.GetUtcNow() - since >= Patience;

    private async Task<bool> ReplaceAsync(string name, NoticeMark mark, StateObject found, CancellationToken cancellationToken) =>
        await store.PutAsync(name, mark.Write(), StateCondition.IfMatch(found.ETag), cancellationToken) is not null;
}
