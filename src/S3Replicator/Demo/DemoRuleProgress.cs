using S3Replicator.Core.Copying;

namespace S3Replicator.Demo;

/// <summary>One rule's operations.</summary>
internal sealed class DemoRuleProgress
{
    private readonly List<double> _lags = [];
    private int _replicated;
    private int _deleted;
    private long _bytes;

    public void Add(CopyOutcome outcome, TimeSpan? lag)
    {
        if (outcome.Kind == OutcomeKind.Deleted)
        {
            _deleted++;
        }
        else
        {
            _replicated++;
            _bytes += outcome.Bytes;
        }

        if (lag is { } measured)
        {
            _lags.Add(measured.TotalMilliseconds);
        }
    }

    public DemoRuleCounts Counts()
    {
        var sorted = _lags.Order().ToArray();
        return new(_replicated, _deleted, _bytes, At(sorted, 0.5), At(sorted, 0.99), At(sorted, 1));
    }

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}
