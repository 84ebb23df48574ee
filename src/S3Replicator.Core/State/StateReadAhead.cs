using System.Runtime.CompilerServices;

namespace S3Replicator.Core.State;

/// <summary>Reads many objects one after the other, with the next ones already under way.</summary>
internal static class StateReadAhead
{
    private const int Ahead = 16;

    /// <summary>The objects in the order of their entries; those deleted in the meantime are left out.</summary>
    public static async IAsyncEnumerable<(StateEntry Entry, StateObject Found)> ReadAsync(
        this IStateStore store, IAsyncEnumerable<StateEntry> entries, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reads = new Queue<(StateEntry Entry, Task<StateObject?> Read)>();

        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            reads.Enqueue((entry, store.GetAsync(entry.Name, cancellationToken)));

            if (reads.Count == Ahead && reads.Dequeue() is var next && await next.Read is { } found)
            {
                yield return (next.Entry, found);
            }
        }

        while (reads.TryDequeue(out var next))
        {
            if (await next.Read is { } found)
            {
                yield return (next.Entry, found);
            }
        }
    }
}
