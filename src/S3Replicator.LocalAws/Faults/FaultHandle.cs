using S3Replicator.LocalAws.Identity.Policies;

namespace S3Replicator.LocalAws.Faults;

/// <summary>A fault rule in force: what it has hit so far, and its end.</summary>
public sealed class FaultHandle
{
    private readonly FaultInjection _owner;
    private readonly ulong _seed;
    private readonly Lock _gate = new();
    private RateAllowance? _allowance;
    private long _chosen;
    private long _hits;

    internal FaultHandle(FaultInjection owner, int id, FaultRule rule, ulong seed)
    {
        _owner = owner;
        _seed = seed;
        Id = id;
        Rule = rule;
    }

    /// <summary>What names it over HTTP.</summary>
    public int Id { get; }

    /// <summary>The rule.</summary>
    public FaultRule Rule { get; }

    /// <summary>How many requests it chose, hit or not.</summary>
    public long Chosen => Interlocked.Read(ref _chosen);

    /// <summary>How many requests it hit.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>Ends it; what is on its way is not called back.</summary>
    public void Remove() => _owner.Remove(Id);

    internal bool Chooses(in FaultTarget target) =>
        Matches(Rule.Service, target.Service)
        && Matches(Rule.Operation, target.Operation)
        && Matches(Rule.Bucket, target.Bucket)
        && Matches(Rule.Key, target.Key)
        && Matches(Rule.Role, target.Role)
        && (Rule.Effect != FaultEffect.ErrorInBody || target.Operation is "CopyObject" or "UploadPartCopy" or "CompleteMultipartUpload");

    /// <summary>Counts a chosen request, and says whether it is hit.</summary>
    internal bool Hit(DateTimeOffset now)
    {
        lock (_gate)
        {
            _chosen++;
            if (!IsDue() || (Rule.Effect == FaultEffect.Throttle && IsAllowed(now)))
            {
                return false;
            }

            _hits++;
            return true;
        }
    }

    private bool IsDue()
    {
        var position = _chosen - Rule.Skip;
        return position > 0
            && position % (Rule.Every ?? 1) == 0
            && !(_hits >= Rule.First)
            && SeededDraw.Of(_seed, (ulong)_chosen) < (Rule.Probability ?? 1);
    }

    private bool IsAllowed(DateTimeOffset now)
    {
        _allowance ??= new RateAllowance(Rule.PerSecond, now);
        return _allowance.Take(now);
    }

    private static bool Matches(string? pattern, string? text) => pattern is null || (text is not null && WildcardPattern.Matches(pattern, text));
}
