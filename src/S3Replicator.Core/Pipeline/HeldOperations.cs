using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Pipeline;

/// <summary>The operations of an event that are not tried this time.</summary>
/// <param name="Decisions">What they would be.</param>
/// <param name="AreAll">Whether the event leads to no others.</param>
/// <param name="TryAgainAfter">When they come again; null when there are none.</param>
internal sealed record HeldOperations(IReadOnlyList<Decision> Decisions, bool AreAll, TimeSpan? TryAgainAfter)
{
    public static HeldOperations None { get; } = new([], AreAll: false, TryAgainAfter: null);

    public bool Contains(Decision decision) => Decisions.Any(held => ReferenceEquals(held.Rule, decision.Rule));
}
