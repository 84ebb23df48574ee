namespace S3Replicator.Core.Scheduling;

/// <summary>How many operations may run at one time: grows by one a round while all goes well, shrinks by a third when S3 asks for less.</summary>
internal sealed class ConcurrencyLimit(int most)
{
    private const double Shrink = 2.0 / 3;

    private double _limit = most;
    private int _untilNextShrink;

    public int Current => (int)_limit;

    public void Succeeded()
    {
        _untilNextShrink = Math.Max(0, _untilNextShrink - 1);
        _limit = Math.Min(most, _limit + 1 / _limit);
    }

    /// <summary>Shrinks once for all the refusals that one burst of requests gets.</summary>
    public void Throttled()
    {
        if (_untilNextShrink > 0)
        {
            _untilNextShrink--;
            return;
        }

        _limit = Math.Max(1, _limit * Shrink);
        _untilNextShrink = (int)_limit;
    }
}
