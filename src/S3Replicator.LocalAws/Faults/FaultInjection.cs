namespace S3Replicator.LocalAws.Faults;

/// <summary>The fault rules in force, in the order in which they were added.</summary>
public sealed class FaultInjection
{
    private readonly TimeProvider _clock;
    private readonly ulong _seed;
    private readonly Lock _gate = new();
    private volatile FaultHandle[] _handles = [];
    private int _lastId;

    internal FaultInjection(TimeProvider clock, ulong seed)
    {
        _clock = clock;
        _seed = seed;
    }

    internal bool IsEmpty => _handles.Length == 0;

    /// <summary>Puts a rule in force.</summary>
    /// <returns>What counts its hits and ends it.</returns>
    /// <exception cref="ArgumentException">The rule makes no sense.</exception>
    public FaultHandle Add(FaultRule rule)
    {
        if (FaultRuleValidation.Check(rule) is { } fault)
        {
            throw new ArgumentException(fault, nameof(rule));
        }

        lock (_gate)
        {
            var id = ++_lastId;
            var handle = new FaultHandle(this, id, rule, unchecked(_seed + ((ulong)id << 32)));
            _handles = [.. _handles, handle];
            return handle;
        }
    }

    /// <summary>Ends a rule; false where there is none of that id.</summary>
    public bool Remove(int id)
    {
        lock (_gate)
        {
            var before = _handles;
            _handles = [.. before.Where(handle => handle.Id != id)];
            return _handles.Length < before.Length;
        }
    }

    /// <summary>Ends all rules.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _handles = [];
        }
    }

    /// <summary>The rules in force.</summary>
    public IReadOnlyList<FaultHandle> Snapshot() => [.. _handles];

    /// <summary>All latencies add up; of the other effects the first one takes the request, and later rules do not see it.</summary>
    internal FaultChoice Choose(in FaultTarget target)
    {
        var latency = 0;
        foreach (var handle in _handles)
        {
            if (!handle.Chooses(target) || !handle.Hit(_clock.GetUtcNow()))
            {
                continue;
            }

            latency += handle.Rule.LatencyMilliseconds;
            if (handle.Rule.Effect != FaultEffect.Latency)
            {
                return new FaultChoice(TimeSpan.FromMilliseconds(latency), handle.Rule);
            }
        }

        return new FaultChoice(TimeSpan.FromMilliseconds(latency), null);
    }
}
