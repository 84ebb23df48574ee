using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace S3Replicator.Core.State;

/// <summary>State in a folder: a file for each object, written aside and renamed, so that no reader sees half of it.</summary>
public sealed class FolderStateStore : IStateStore
{
    // Names beginning with a dot are no names of objects.
    private const string AsideFolder = ".aside";
    private const string LockFolder = ".locks";

    private readonly string _root;
    private readonly FolderLocks _locks;

    /// <summary>Opens the folder; it is made with the first write.</summary>
    public FolderStateStore(string root, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(root);
        _root = Path.GetFullPath(root);
        _locks = new(Path.Combine(_root, LockFolder), timeProvider);
    }

    /// <inheritdoc />
    public Task<StateObject?> GetAsync(string name, CancellationToken cancellationToken)
    {
        StateNames.CheckName(name);
        return GuardAsync(() => ReadAsync(PathOf(name), cancellationToken));
    }

    /// <inheritdoc />
    public Task<string?> PutAsync(string name, ReadOnlyMemory<byte> content, StateCondition condition, CancellationToken cancellationToken)
    {
        StateNames.CheckName(name);
        return GuardAsync(async () =>
        {
            var path = PathOf(name);
            var aside = await WriteAsideAsync(content, cancellationToken);

            try
            {
                using (await _locks.EnterAsync(name, cancellationToken))
                {
                    if (condition != StateCondition.None && !condition.Holds((await ReadAsync(path, cancellationToken))?.ETag))
                    {
                        return null;
                    }

                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    File.Move(aside, path, overwrite: true);
                    return ETagOf(content.Span);
                }
            }
            finally
            {
                File.Delete(aside);
            }
        });
    }

    /// <inheritdoc />
    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        StateNames.CheckName(name);
        return GuardAsync(async () =>
        {
            using (await _locks.EnterAsync(name, cancellationToken))
            {
                var path = PathOf(name);

                if (File.Exists(path))
                {
                    File.Delete(path);
                }

                return name;
            }
        });
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StateEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StateNames.CheckPrefix(prefix);

        foreach (var entry in await GuardAsync(() => Task.Run(() => Find(prefix), cancellationToken)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StateStoreException(exception.Message, exception);
        }
    }

    private static async Task<StateObject?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var content = await File.ReadAllBytesAsync(path, cancellationToken);
            return new(content, ETagOf(content));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static string ETagOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content))[..32];

    private string PathOf(string name) => Path.Combine(_root, name.Replace('/', Path.DirectorySeparatorChar));

    private async Task<string> WriteAsideAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(_root, AsideFolder);
        Directory.CreateDirectory(folder);

        // Workers in containers may share a folder and a process id, so only a name drawn at random is nobody else's.
        var path = Path.Combine(folder, RandomNumberGenerator.GetHexString(32));

        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            await file.WriteAsync(content, cancellationToken);
#pragma warning disable CA1849, MA0042 // FlushAsync ends in the system's cache; only this reaches the disk.
            file.Flush(flushToDisk: true);
#pragma warning restore CA1849, MA0042
            return path;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private List<StateEntry> Find(string prefix)
    {
        var folder = Path.Combine(_root, prefix[..(prefix.LastIndexOf('/') + 1)]);
        var found = new List<StateEntry>();

        if (!Directory.Exists(folder))
        {
            return found;
        }

        // The default leaves out what is hidden: what begins with a dot.
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false }))
        {
            var name = Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');

            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                found.Add(new(name, file.Length));
            }
        }

        found.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        return found;
    }
}
