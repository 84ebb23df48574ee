using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Demo;

/// <summary>Follows the operations of each rule for the live table.</summary>
internal sealed class DemoProgress : IOperationObserver
{
    private const int Newest = 5;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DemoRuleProgress> _rules = new(StringComparer.Ordinal);
    private readonly Queue<string> _newest = new();

    public void Ended(CopyPlan plan, CopyOutcome outcome, TimeSpan? lag)
    {
        lock (_lock)
        {
            var rule = plan.Decision.Rule.Rule;

            if (!_rules.TryGetValue(rule.Id, out var progress))
            {
                progress = new();
                _rules.Add(rule.Id, progress);
            }

            progress.Add(outcome, lag);
            _newest.Enqueue(DescribeOf(plan, outcome, lag));

            if (_newest.Count > Newest)
            {
                _newest.Dequeue();
            }
        }
    }

    /// <summary>What one rule has done so far.</summary>
    public DemoRuleCounts CountsOf(string ruleId)
    {
        lock (_lock)
        {
            return _rules.TryGetValue(ruleId, out var progress) ? progress.Counts() : default;
        }
    }

    /// <summary>The newest operations, newest last.</summary>
    public IReadOnlyList<string> NewestOperations()
    {
        lock (_lock)
        {
            return [.. _newest];
        }
    }

    private static string DescribeOf(CopyPlan plan, CopyOutcome outcome, TimeSpan? lag) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{(outcome.Kind == OutcomeKind.Deleted ? "delete" : "copy"),-7}{plan.Event.Key} → {plan.DestinationBucket}  {lag?.TotalMilliseconds:0} ms");
}
