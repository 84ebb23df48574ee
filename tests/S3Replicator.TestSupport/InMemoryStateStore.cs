using System.Runtime.CompilerServices;
using S3Replicator.Core.State;

namespace S3Replicator.TestSupport;

/// <summary>State in memory, with faults to order.</summary>
public sealed class InMemoryStateStore : IStateStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, StateObject> _objects = new(StringComparer.Ordinal);
    private int _written;

    /// <summary>How many of the next writes fail without effect.</summary>
    public int PutFaults { get; set; }

    /// <summary>How many of the next writes take effect and fail all the same.</summary>
    public int LostAnswers { get; set; }

    /// <summary>How many writes were tried.</summary>
    public int Puts { get; private set; }

    /// <summary>The names of all objects.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _objects.Keys];
            }
        }
    }

    /// <inheritdoc />
    public Task<StateObject?> GetAsync(string name, CancellationToken cancellationToken)
    {
        StateNames.CheckName(name);

        lock (_lock)
        {
            return Task.FromResult(_objects.GetValueOrDefault(name));
        }
    }

    /// <inheritdoc />
    public Task<string?> PutAsync(string name, ReadOnlyMemory<byte> content, StateCondition condition, CancellationToken cancellationToken)
    {
        StateNames.CheckName(name);
        cancellationToken.ThrowIfCancellationRequested();

        lock (_lock)
        {
            Puts++;

            if (PutFaults > 0)
            {
                PutFaults--;
                throw new StateStoreException("The store is out of reach.");
            }

            if (!condition.Holds(_objects.GetValueOrDefault(name)?.ETag))
            {
                return Task.FromResult<string?>(null);
            }

            var etag = FormattableString.Invariant($"etag-{++_written}");
            _objects[name] = new(content.ToArray(), etag);

            if (LostAnswers > 0)
            {
                LostAnswers--;
                throw new StateStoreException("The answer was lost.");
            }

            return Task.FromResult<string?>(etag);
        }
    }

    /// <inheritdoc />
    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        StateNames.CheckName(name);

        lock (_lock)
        {
            _objects.Remove(name);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StateEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StateNames.CheckPrefix(prefix);
        List<StateEntry> found;

        lock (_lock)
        {
            found = [.. _objects.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => new StateEntry(entry.Key, entry.Value.Content.Length))];
        }

        foreach (var entry in found)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }
}
