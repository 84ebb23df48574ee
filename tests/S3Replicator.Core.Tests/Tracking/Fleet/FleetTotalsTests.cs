using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using S3Replicator.Core.Tracking.Fleet;

namespace S3Replicator.Core.Tests.Tracking.Fleet;

public sealed class FleetTotalsTests
{
    public static Arbitrary<FleetTotals> Totals()
    {
        var count = Gen.Choose(0, 1_000).Select(number => (long)number);
        var counts = Gen.Elements("a", "b", "c").Zip(count).ListOf()
            .Select(IReadOnlyDictionary<string, long> (pairs) => pairs.GroupBy(pair => pair.Item1, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Item2), StringComparer.Ordinal));
        var rules = Gen.Elements("first", "second", "third").Zip(Gen.Choose(0, 5_000).ArrayOf()).ListOf()
            .Select(pairs => pairs.DistinctBy(pair => pair.Item1).OrderBy(pair => pair.Item1, StringComparer.Ordinal).Select(pair => Workers.Rule(pair.Item1, pair.Item2)).ToImmutableArray());
        var circuits = Gen.Elements("one", "two").Zip(Gen.Elements("fault", "other fault")).ListOf()
            .Select(pairs => pairs.DistinctBy(pair => pair.Item1).Select(pair => new FleetCircuit(pair.Item1, "role", pair.Item2, Workers: 1)).ToImmutableArray());
        var queues = Gen.Choose(0, 3).Zip(count).ListOf()
            .Select(pairs => pairs.Take(1).Select(pair => new FleetQueue("queue", Workers.Now.AddSeconds(pair.Item1), pair.Item2, 0, 0)).ToImmutableArray());

        return (from inHand in count
                from failed in counts
                from requests in counts
                from some in rules
                from open in circuits
                from asked in queues
                select new FleetTotals
                {
                    InHand = inHand,
                    Received = inHand * 2,
                    Replicated = inHand + 1,
                    Failed = failed,
                    Requests = requests,
                    Rules = some,
                    Circuits = open,
                    Queues = asked,
                }).ToArbitrary();
    }

    [Property(Arbitrary = [typeof(FleetTotalsTests)])]
    public void The_order_of_merging_makes_no_difference(FleetTotals a, FleetTotals b, FleetTotals c)
    {
        Text(FleetTotals.Merge(a, b)).ShouldBe(Text(FleetTotals.Merge(b, a)));
        Text(FleetTotals.Merge(FleetTotals.Merge(a, b), c)).ShouldBe(Text(FleetTotals.Merge(a, FleetTotals.Merge(b, c))));
    }

    [Property(Arbitrary = [typeof(FleetTotalsTests)])]
    public void Nobody_adds_nothing(FleetTotals totals) =>
        Text(FleetTotals.Merge(FleetTotals.Merge(totals, FleetTotals.None), FleetTotals.None)).ShouldBe(Text(FleetTotals.Merge(FleetTotals.None, totals)));

    [Property(Arbitrary = [typeof(FleetTotalsTests)])]
    public void What_is_written_is_read(FleetTotals totals)
    {
        var written = FleetJson.Write(Workers.Worker("one", totals));

        FleetJson.Write(FleetJson.Read(written).ShouldNotBeNull()).ShouldBe(written);
    }

    [Fact]
    public void Latencies_of_one_rule_are_merged_and_not_averaged()
    {
        var merged = FleetTotals.Merge(
            new() { Rules = [Workers.Rule("rule", 10, 10, 10)] },
            new() { Rules = [Workers.Rule("rule", 120)] });

        var rule = merged.Rules.ShouldHaveSingleItem();
        rule.Completed.ShouldBe(4);
        rule.Latency.Summarize().P50.ShouldBe(0.010);
        rule.Latency.Summarize().P99.ShouldBe(0.120);
        merged.Latency().Count.ShouldBe(4);
    }

    [Fact]
    public void A_queue_that_all_share_is_counted_once_by_its_latest_answer()
    {
        var merged = FleetTotals.Merge(
            new() { Queues = [new("queue", Workers.Now, 7, 1, 0)] },
            new() { Queues = [new("queue", Workers.Now.AddSeconds(-1), 100, 1, 0)] });

        merged.Queues.ShouldHaveSingleItem().Visible.ShouldBe(7);
    }

    private static string Text(FleetTotals totals) => Encoding.UTF8.GetString(FleetJson.Write(Workers.Worker("any", totals)));
}
