namespace S3Replicator.Core.Tracking.Fleet;

/// <summary>How one worker is at one moment, as it writes of itself.</summary>
public sealed record WorkerSnapshot
{
    /// <summary>How many times in a row a worker may fail to write before it is taken for lost.</summary>
    private const int Patience = 4;

    /// <summary>The worker.</summary>
    public required WorkerIdentity Worker { get; init; }

    /// <summary>When this was so, by AWS's clock.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>How often the worker writes it, in seconds.</summary>
    public required double EverySeconds { get; init; }

    /// <summary>The revision of the rules that it works by.</summary>
    public required string RulesRevision { get; init; }

    /// <summary>Whether newer rule documents have errors, so that it keeps to the last good ones.</summary>
    public bool IsDegraded { get; init; }

    /// <summary>Its figures.</summary>
    public required FleetTotals Totals { get; init; }

    /// <summary>Whether the worker has written nothing for too long.</summary>
    public bool IsLost(DateTimeOffset now) => now - LastSeen > TimeSpan.FromSeconds(Math.Clamp(EverySeconds, 0, 86_400) * Patience);
}
