using System.Globalization;
using S3Replicator.Core.Queueing;

namespace S3Replicator.TestSupport;

/// <summary>A queue with visibility, receipts and a record of every call, on the clock that it is given.</summary>
public sealed class InMemoryQueue(TimeProvider timeProvider) : IMessageQueue
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private TaskCompletionSource _arrival = NewArrival();
    private int _nextId;

    public string Name => "in-memory";

    /// <summary>The sizes of the delete batches, in order.</summary>
    public List<int> DeleteBatches { get; } = [];

    /// <summary>Every visibility change asked for, in order.</summary>
    public List<VisibilityChange> VisibilityChanges { get; } = [];

    /// <summary>How many receives are waiting now.</summary>
    public int Receiving { get; private set; }

    /// <summary>The most receives that were ever waiting at once.</summary>
    public int MostReceiving { get; private set; }

    /// <summary>Thrown by the next receives, one each.</summary>
    public Queue<Exception> ReceiveFaults { get; } = new();

    /// <summary>How many times deletes are refused before they work.</summary>
    public int DeleteFaults { get; set; }

    /// <summary>Whether visibility changes are refused, as for a receipt that has expired.</summary>
    public bool RefusesVisibility { get; set; }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    public string Send(string body)
    {
        lock (_lock)
        {
            var id = (++_nextId).ToString(CultureInfo.InvariantCulture);
            _entries.Add(new(id, body) { VisibleAt = timeProvider.GetUtcNow() });
            _arrival.TrySetResult();
            _arrival = NewArrival();
            return id;
        }
    }

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(
        int maxMessages, TimeSpan waitTime, TimeSpan visibilityTimeout, CancellationToken cancellationToken)
    {
        Task arrival;

        lock (_lock)
        {
            if (ReceiveFaults.TryDequeue(out var fault))
            {
                throw fault;
            }

            if (Take(maxMessages, visibilityTimeout) is { Count: > 0 } messages)
            {
                return messages;
            }

            arrival = _arrival.Task;
            Receiving++;
            MostReceiving = Math.Max(MostReceiving, Receiving);
        }

        try
        {
            await arrival.WaitAsync(waitTime, timeProvider, cancellationToken);
        }
        catch (TimeoutException)
        {
            return [];
        }
        finally
        {
            lock (_lock)
            {
                Receiving--;
            }
        }

        lock (_lock)
        {
            return Take(maxMessages, visibilityTimeout);
        }
    }

    public Task<IReadOnlyList<QueueMessage>> DeleteAsync(IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            DeleteBatches.Add(messages.Count);

            if (DeleteFaults > 0)
            {
                DeleteFaults--;
                return Task.FromResult(messages);
            }

            _entries.RemoveAll(entry => messages.Any(message => message.MessageId == entry.Id));
            return Task.FromResult<IReadOnlyList<QueueMessage>>([]);
        }
    }

    public Task<IReadOnlyList<QueueMessage>> ChangeVisibilityAsync(
        IReadOnlyList<VisibilityChange> changes, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            VisibilityChanges.AddRange(changes);

            if (RefusesVisibility)
            {
                return Task.FromResult<IReadOnlyList<QueueMessage>>([.. changes.Select(change => change.Message)]);
            }

            foreach (var change in changes)
            {
                if (_entries.Find(entry => entry.Id == change.Message.MessageId) is { } entry)
                {
                    entry.VisibleAt = timeProvider.GetUtcNow() + change.VisibilityTimeout;
                }
            }

            _arrival.TrySetResult();
            _arrival = NewArrival();
            return Task.FromResult<IReadOnlyList<QueueMessage>>([]);
        }
    }

    public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = timeProvider.GetUtcNow();
            var visible = _entries.Count(entry => entry.VisibleAt <= now);
            return Task.FromResult(new QueueDepth(visible, _entries.Count - visible, 0));
        }
    }

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private List<QueueMessage> Take(int maxMessages, TimeSpan visibilityTimeout)
    {
        var now = timeProvider.GetUtcNow();
        var taken = _entries.Where(entry => entry.VisibleAt <= now).Take(maxMessages).ToList();

        foreach (var entry in taken)
        {
            entry.VisibleAt = now + visibilityTimeout;
            entry.ReceiveCount++;
            entry.FirstReceivedAt ??= now;
        }

        return taken.ConvertAll(entry => new QueueMessage(
            entry.Id, string.Create(CultureInfo.InvariantCulture, $"{entry.Id}/{entry.ReceiveCount}"), entry.Body, entry.ReceiveCount, FirstReceivedAt: entry.FirstReceivedAt));
    }

    private sealed class Entry(string id, string body)
    {
        public string Id { get; } = id;

        public string Body { get; } = body;

        public DateTimeOffset VisibleAt { get; set; }

        public DateTimeOffset? FirstReceivedAt { get; set; }

        public int ReceiveCount { get; set; }
    }
}
