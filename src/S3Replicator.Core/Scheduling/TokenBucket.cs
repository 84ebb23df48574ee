namespace S3Replicator.Core.Scheduling;

/// <summary>So many tokens a second, of which one second's worth is kept; what costs more than that goes into debt instead of waiting for ever.</summary>
internal sealed class TokenBucket
{
    private const double Tolerance = 1e-6;

    private readonly double _perSecond;
    private readonly double _capacity;
    private double _balance;
    private TimeSpan _at;

    public TokenBucket(double perSecond, TimeSpan now)
    {
        _perSecond = perSecond;
        _capacity = Math.Max(1, perSecond);
        _balance = _capacity;
        _at = now;
    }

    /// <summary>How long until the cost may be taken; zero when it may be now. What costs nothing waits for no debt.</summary>
    public TimeSpan WaitFor(double cost, TimeSpan now)
    {
        if (cost <= 0)
        {
            return TimeSpan.Zero;
        }

        Refill(now);
        var lacking = Math.Min(cost, _capacity) - _balance;
        return lacking <= Tolerance * _capacity ? TimeSpan.Zero : TimeSpan.FromSeconds(lacking / _perSecond);
    }

    public void Take(double cost, TimeSpan now)
    {
        Refill(now);
        _balance -= cost;
    }

    private void Refill(TimeSpan now)
    {
        _balance = Math.Min(_capacity, _balance + (now - _at).TotalSeconds * _perSecond);
        _at = now;
    }
}
