using S3Replicator.Core.Tracking;

namespace S3Replicator.Hosting.Http.Checks;

/// <summary>Whether this machine's clock agrees with AWS's; AWS refuses requests from 15 minutes of difference on.</summary>
internal sealed class ClockCheck(ServerClock clock) : IReadinessCheck
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    public IEnumerable<ReadinessFinding> Look()
    {
        var skew = clock.Skew;
        var fault = skew.Duration() > Most
            ? FormattableString.Invariant($"This machine's clock is {skew.Duration().TotalSeconds:0} seconds {(skew > TimeSpan.Zero ? "behind" : "ahead of")} AWS's.")
            : null;
        return [ReadinessFinding.Of("clock", "skew", fault)];
    }
}
