namespace S3Replicator.Core.State;

/// <summary>Small objects under names with slashes: a folder on one machine, a bucket for a fleet. Faults are <see cref="StateStoreException"/>s.</summary>
public interface IStateStore
{
    /// <summary>The object of that name, or null where there is none.</summary>
    Task<StateObject?> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes the object whole; readers see the old or the new one. Gives its new ETag, or null where the condition did not hold.</summary>
    Task<string?> PutAsync(string name, ReadOnlyMemory<byte> content, StateCondition condition, CancellationToken cancellationToken);

    /// <summary>Deletes the object, if there is one.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>The objects whose names begin with the prefix, in ordinal order of their names.</summary>
    IAsyncEnumerable<StateEntry> ListAsync(string prefix, CancellationToken cancellationToken);
}
