using System.Globalization;
using System.Runtime.CompilerServices;

namespace S3Replicator.Core.State;

/// <summary>Keeps a bounded number of objects for the life of the process, the newest ones; where no state is kept.</summary>
public sealed class TransientStateStore(int capacity) : IStateStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, StateObject> _objects = new(StringComparer.Ordinal);
    private readonly Queue<string> _byAge = new();
    private long _writes;

    /// <inheritdoc />
    public Task<StateObject?> GetAsync(string name, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_objects.GetValueOrDefault(name));
        }
    }

    /// <inheritdoc />
    public Task<string?> PutAsync(string name, ReadOnlyMemory<byte> content, StateCondition condition, CancellationToken cancellationToken)
    {
        StateNames.CheckName(name);

        lock (_lock)
        {
            var current = _objects.GetValueOrDefault(name);

            if (!condition.Holds(current?.ETag))
            {
                return Task.FromResult<string?>(null);
            }

            var etag = (++_writes).ToString(CultureInfo.InvariantCulture);
            _objects[name] = new(content.ToArray(), etag);

            if (current is null)
            {
                _byAge.Enqueue(name);
            }

            while (_byAge.Count > capacity)
            {
                _objects.Remove(_byAge.Dequeue());
            }

            return Task.FromResult<string?>(etag);
        }
    }

    /// <inheritdoc />
    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _objects.Remove(name);
            return Task.CompletedTask;
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StateEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StateNames.CheckPrefix(prefix);
        List<StateEntry> found;

        lock (_lock)
        {
            found = [.. _objects
                .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(entry => new StateEntry(entry.Key, entry.Value.Content.Length))];
        }

        foreach (var entry in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }

        await Task.CompletedTask;
    }
}
