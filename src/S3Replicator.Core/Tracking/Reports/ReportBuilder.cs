using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking.Lag;
using S3Replicator.Core.Tracking.Receipts;

namespace S3Replicator.Core.Tracking.Reports;

/// <summary>Makes a report of receipts; memory grows with what missed or was tried again, not with what was in time.</summary>
public sealed class ReportBuilder
{
    private readonly ReportSpan _span;
    private readonly int _mostListed;
    private readonly Dictionary<RuleRoute, RouteTally> _routes = [];
    private readonly List<RuleRoute> _order = [];

    /// <summary>Begins with the rules that are to be in the report whether they had something to do or not.</summary>
    /// <param name="span">The time that it is about: operations count when they ended in it.</param>
    /// <param name="rules">The rules, which give thresholds and objectives.</param>
    /// <param name="mostListed">How many misses of one rule are listed.</param>
    public ReportBuilder(ReportSpan span, RuleSet rules, int mostListed)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _span = span;
        _mostListed = mostListed;

        foreach (var document in rules.Documents)
        {
            foreach (var rule in document.Rules)
            {
                TallyOf(new(document.Bucket, rule.Destination.Bucket, rule.Id), rule);
            }
        }
    }

    /// <summary>Reads the receipts of the span, the latest hour first.</summary>
    public async Task ReadAsync(ReceiptLog receipts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(receipts);

        await foreach (var segment in receipts.NewestFirstAsync(_span.Since, _span.Until, cancellationToken))
        {
            foreach (var receipt in segment.Receipts().Reverse())
            {
                Add(receipt);
            }
        }
    }

    /// <summary>Takes a receipt, if it belongs to the span.</summary>
    public void Add(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);

        if (_span.Contains(receipt.CompletedAt))
        {
            TallyOf(new(receipt.SourceBucket, receipt.DestinationBucket, receipt.Rule), rule: null).Add(receipt);
        }
    }

    /// <summary>The report.</summary>
    public AttainmentReport Build() => new(_span.Since, _span.Until, [.. _order.Select(route => _routes[route].Build())]);

    private RouteTally TallyOf(RuleRoute route, ReplicationRule? rule)
    {
        if (!_routes.TryGetValue(route, out var tally))
        {
            tally = new(route, rule, _span, _mostListed);
            _routes.Add(route, tally);
            _order.Add(route);
        }

        return tally;
    }
}
