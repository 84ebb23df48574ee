using System.Collections.Immutable;

namespace S3Replicator.Core.Tracking.Fleet;

/// <summary>One worker of a fleet.</summary>
public sealed record FleetWorker
{
    public required string Id { get; init; }

    /// <summary>Tells workers of one name apart.</summary>
    public required string Instance { get; init; }

    public required string Version { get; init; }

    public required string Host { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset LastSeen { get; init; }

    /// <summary><c>Running</c>, or <c>Lost</c> where it has written nothing for too long.</summary>
    public required string State { get; init; }

    public required string RulesRevision { get; init; }

    /// <summary>Whether newer rule documents have errors.</summary>
    public required bool IsDegraded { get; init; }

    public required long InHand { get; init; }

    public required long Pending { get; init; }

    public required decimal PerSecond { get; init; }

    public required LagSummary LatencySeconds { get; init; }

    public required long Replicated { get; init; }

    /// <summary>Operations that failed for good, of all reasons.</summary>
    public required long Failed { get; init; }

    public required ImmutableArray<FleetCircuit> Circuits { get; init; }

    public required IReadOnlyDictionary<string, long> Requests { get; init; }

    internal static FleetWorker Of(WorkerSnapshot worker, DateTimeOffset now) => new()
    {
        Id = worker.Worker.Id,
        Instance = worker.Worker.Instance,
        Version = worker.Worker.Version,
        Host = worker.Worker.Host,
        Started = worker.Worker.Started,
        LastSeen = worker.LastSeen,
        State = worker.IsLost(now) ? "Lost" : "Running",
        RulesRevision = worker.RulesRevision,
        IsDegraded = worker.IsDegraded,
        InHand = worker.Totals.InHand,
        Pending = worker.Totals.Rules.Sum(rule => rule.Pending),
        PerSecond = worker.Totals.Rules.Sum(rule => rule.PerSecond),
        LatencySeconds = worker.Totals.Latency().Summarize(),
        Replicated = worker.Totals.Replicated,
        Failed = worker.Totals.Failed.Values.Sum(),
        Circuits = worker.Totals.Circuits,
        Requests = worker.Totals.Requests,
    };
}
