using S3Replicator.Core.Copying;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Demo;

/// <summary>Follows the operations of each rule for the live table.</summary>
internal sealed class DemoProgress : IOperationObserver
{
    private const int Newest = 5;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DemoRuleProgress> _rules = new(StringComparer.Ordinal);
    private readonly Queue<string> _newest = new();

    public ValueTask EndedAsync(EndedOperation operation, CancellationToken cancellationToken)
    {
        if (operation.Outcome.Kind is not (OutcomeKind.Skipped or OutcomeKind.Failed))
        {
            Add(operation);
        }

        return ValueTask.CompletedTask;
    }

    private void Add(EndedOperation end)
    {
        lock (_lock)
        {
            var rule = end.Decision.Rule.Rule;

            if (!_rules.TryGetValue(rule.Id, out var progress))
            {
                progress = new();
                _rules.Add(rule.Id, progress);
            }

            progress.Add(end.Outcome, end.Lag);
            _newest.Enqueue(DescribeOf(end));

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

    private static string DescribeOf(EndedOperation end) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{(end.Outcome.Kind == OutcomeKind.Deleted ? "delete" : "copy"),-7}{end.Event.Key} → {end.Decision.Rule.Rule.Destination.Bucket}  {end.Lag?.TotalMilliseconds:0} ms");
}
