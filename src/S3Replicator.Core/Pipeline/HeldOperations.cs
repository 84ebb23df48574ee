using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Pipeline;

/// <summary>The operations of an event that are not tried this time.</summary>
/// <param name="Rules">Their rules.</param>
/// <param name="AreAll">Whether the event leads to no others.</param>
/// <param name="TryAgainAfter">When they come again; null when there are none.</param>
internal sealed record HeldOperations(IReadOnlySet<BoundRule> Rules, bool AreAll, TimeSpan? TryAgainAfter)
{
    public static HeldOperations None { get; } = new(new HashSet<BoundRule>(), AreAll: false, TryAgainAfter: null);

    public bool Contains(Decision decision) => Rules.Contains(decision.Rule);
}
