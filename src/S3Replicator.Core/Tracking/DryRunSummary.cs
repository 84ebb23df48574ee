namespace S3Replicator.Core.Tracking;

/// <summary>What a run would have done, had it not been a dry one.</summary>
/// <param name="Actions">Operations by action.</param>
/// <param name="Failing">Operations that would fail.</param>
/// <param name="Requests">Requests by API operation that it would take to decide and to carry out.</param>
public sealed record DryRunSummary(IReadOnlyDictionary<string, long> Actions, long Failing, IReadOnlyDictionary<string, long> Requests);
