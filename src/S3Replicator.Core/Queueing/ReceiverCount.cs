namespace S3Replicator.Core.Queueing;

/// <summary>How many receives run at one time: one more after each full one, one less after each empty one.</summary>
internal sealed class ReceiverCount(int most)
{
    private int _running = 1;

    public int Running => Volatile.Read(ref _running);

    /// <summary>Whether a further receiver may start; it counts as running from now on.</summary>
    public bool TryGrow()
    {
        var running = Volatile.Read(ref _running);
        return running < most && Interlocked.CompareExchange(ref _running, running + 1, running) == running;
    }

    /// <summary>Whether the asking receiver may end; the last one may not.</summary>
    public bool TryShrink()
    {
        var running = Volatile.Read(ref _running);
        return running > 1 && Interlocked.CompareExchange(ref _running, running - 1, running) == running;
    }
}
