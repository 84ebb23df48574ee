namespace S3Replicator.LocalAws.Faults;

/// <summary>A bucket of tokens that fills at a rate and holds those of one second. The caller's lock is held around every call.</summary>
internal sealed class RateAllowance(int perSecond, DateTimeOffset start)
{
    private double _tokens = perSecond;
    private DateTimeOffset _last = start;

    /// <summary>Takes a token; false where none is left.</summary>
    public bool Take(DateTimeOffset now)
    {
        if (now > _last)
        {
            _tokens = Math.Min(perSecond, _tokens + ((now - _last).TotalSeconds * perSecond));
            _last = now;
        }

        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
