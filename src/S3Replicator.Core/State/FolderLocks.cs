namespace S3Replicator.Core.State;

/// <summary>Lets one writer at a time at a name, among all processes of the machine; the system frees the locks of a process that dies.</summary>
internal sealed class FolderLocks(string folder, TimeProvider timeProvider)
{
    private const int Stripes = 16;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];

    public async Task<IDisposable> EnterAsync(string name, CancellationToken cancellationToken)
    {
        var stripe = Convert.ToInt32(StateNames.Hash(name)[..1], 16) % Stripes;
        await _stripes[stripe].WaitAsync(cancellationToken);

        try
        {
            return new Held(await LockFileAsync(Path.Combine(folder, $"{stripe:x}"), cancellationToken), _stripes[stripe]);
        }
        catch
        {
            _stripes[stripe].Release();
            throw;
        }
    }

    private async Task<FileStream> LockFileAsync(string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var started = timeProvider.GetTimestamp();

        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException exception) when (exception.GetType() == typeof(IOException) && timeProvider.GetElapsedTime(started) < LongestWait)
            {
                // Another process holds the lock.
                await Task.Delay(Pause, timeProvider, cancellationToken);
            }
        }
    }

    private sealed class Held(FileStream file, SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            stripe.Release();
        }
    }
}
