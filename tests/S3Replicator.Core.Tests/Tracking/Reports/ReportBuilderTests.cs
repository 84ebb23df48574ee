using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking.Lag;
using S3Replicator.Core.Tracking.Receipts;
using S3Replicator.Core.Tracking.Reports;

namespace S3Replicator.Core.Tests.Tracking.Reports;

public sealed class ReportBuilderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly ReportSpan Day = new(Noon.AddHours(-12), Noon.AddHours(12));

    [Fact]
    public void A_rule_that_had_nothing_to_do_has_met_its_objective()
    {
        var route = Report().ShouldHaveSingleItem();

        route.Route.ShouldBe(new RuleRoute("source", "mirror", "docs"));
        (route.Operations, route.Attainment, route.Adjusted.Attainment, route.IsMet).ShouldBe((0, 1, 1, true));
        route.Missed.ShouldBeEmpty();
    }

    [Fact]
    public void Counts_what_was_in_time_late_and_failed()
    {
        var route = Report(
            Done("a", lag: 1), Done("b", lag: 10), Done("c", lag: 10.001), Failed("d", "DstPutObjectNotPermitted"), Skipped("e")).ShouldHaveSingleItem();

        (route.Operations, route.WithinThreshold, route.Failed).ShouldBe((4, 2, 1));
        route.Attainment.ShouldBe(0.5);
        route.IsMet.ShouldBeFalse();
        route.LagSeconds.Max.ShouldBe(10.001);
        route.Missed.Select(miss => (miss.Key, miss.Cause, miss.Reason)).ShouldBe(
            [("c", "Backlog", null), ("d", "Permission", "DstPutObjectNotPermitted")], ignoreOrder: true);
        route.Causes.ShouldBe(new Dictionary<string, long> { ["Backlog"] = 1, ["Permission"] = 1 }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("Throttled", true)]
    [InlineData("Permission", true)]
    [InlineData("Archived", true)]
    [InlineData("Paused", true)]
    [InlineData("Backlog", false)]
    [InlineData("Copy", false)]
    [InlineData("Fault", false)]
    [InlineData("Unknown", false)]
    public void Leaves_out_of_the_adjusted_figures_what_S3s_agreement_does(string cause, bool isExcluded)
    {
        var route = Report(Done("a", lag: 1), Done("b", lag: 100, cause: cause)).ShouldHaveSingleItem();

        route.Attainment.ShouldBe(0.5);
        route.Adjusted.Attainment.ShouldBe(isExcluded ? 1 : 0.5);
        route.Missed.ShouldHaveSingleItem().Excluded.ShouldBe(isExcluded ? cause : null);
    }

    [Fact]
    public void Deletes_count_raw_and_not_adjusted()
    {
        var route = Report(Done("a", lag: 1), Done("b", lag: 1) with { Action = "PutDeleteMarker", Outcome = "Deleted" }).ShouldHaveSingleItem();

        (route.Operations, route.Adjusted.Operations).ShouldBe((2, 1));
        route.Adjusted.Excluded.ShouldBe(new Dictionary<string, long> { ["PutDeleteMarker"] = 1 });
    }

    [Fact]
    public void A_failure_that_was_mended_counts_once_by_its_end()
    {
        var route = Report(Done("a", lag: 5) with { Attempts = 2 }, Failed("a", "DstBucketNotFound"), Failed("a", "DstBucketNotFound")).ShouldHaveSingleItem();

        (route.Operations, route.WithinThreshold, route.Failed).ShouldBe((1, 1, 0));
    }

    [Fact]
    public void The_threshold_of_the_time_counts_where_the_rule_has_another_now()
    {
        var route = Report(Done("a", lag: 5) with { ThresholdMs = 4_000 }).ShouldHaveSingleItem();

        route.WithinThreshold.ShouldBe(0);
        route.Threshold.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void What_ended_outside_of_the_span_does_not_count()
    {
        var route = Report(
            Done("a", lag: 1) with { CompletedTime = "2026-01-01T23:59:59.999Z" },
            Done("b", lag: 1) with { CompletedTime = "2026-01-02T00:00:00.000Z" },
            Done("c", lag: 1) with { CompletedTime = "2026-01-03T00:00:00.000Z" }).ShouldHaveSingleItem();

        route.Operations.ShouldBe(1);
    }

    [Fact]
    public void A_rule_that_is_gone_is_reported_from_its_receipts()
    {
        var routes = Report(Done("a", lag: 901) with { Rule = "gone", ThresholdMs = null });

        routes.Select(route => route.Route.RuleId).ShouldBe(["docs", "gone"]);
        routes[1].Missed.ShouldHaveSingleItem();
        routes[1].Threshold.ShouldBe(TimeSpan.FromMinutes(15));
    }

    [Fact]
    public void Tells_the_region_pair_as_far_as_receipts_do()
    {
        var route = Report(Done("a", lag: 1), Done("b", lag: 1) with { SourceRegion = "us-east-1", DestinationRegion = "eu-west-1" }).ShouldHaveSingleItem();

        (route.SourceRegion, route.DestinationRegion).ShouldBe(("us-east-1", "eu-west-1"));
    }

    [Fact]
    public void Lists_misses_up_to_a_bound_and_counts_the_others()
    {
        var builder = new ReportBuilder(Day, Rules, mostListed: 2);

        for (var number = 0; number < 5; number++)
        {
            builder.Add(Done($"key-{number}", lag: 11));
        }

        var route = builder.Build().Routes.ShouldHaveSingleItem();
        (route.Missed.Count, route.MissedUnlisted).ShouldBe((2, 3));
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(24, 24 * 60 / 60)]
    [InlineData(24 * 31, 31 * 24 / 24 * 2)]
    public void A_span_has_at_most_sixty_slices_of_a_round_length(int hours, int atMost)
    {
        var span = new ReportSpan(Noon, Noon.AddHours(hours));

        span.Slices.ShouldBeInRange(1, Math.Max(atMost, 60));
        span.Slices.ShouldBeLessThanOrEqualTo(62);
        span.IndexOf(span.Until.AddTicks(-1)).ShouldBe(span.Slices - 1);
        span.StartOf(0).ShouldBe(span.Since);
    }

    [Fact]
    public void Slices_hold_what_ended_in_them()
    {
        var route = Report(Done("a", lag: 1) with { CompletedTime = "2026-01-02T00:10:00.000Z" }, Done("b", lag: 11)).ShouldHaveSingleItem();

        route.Slices[0].ShouldBe(new ReportSlice(Day.Since, 1, 0, new(1, 1, 1, 1, 1)));
        route.Slices.Single(slice => slice.Start == Noon).Missed.ShouldBe(1);
        route.Slices.Sum(slice => slice.Operations).ShouldBe(2);
    }

    private static RuleSet Rules => new(
        [
            new()
            {
                Bucket = "source",
                Rules = [new() { Id = "docs", Destination = new() { Bucket = "mirror" }, Threshold = TimeSpan.FromSeconds(10) }],
            },
        ],
        "1");

    private static IReadOnlyList<RouteReport> Report(params Receipt[] receipts)
    {
        var builder = new ReportBuilder(Day, Rules, mostListed: 1000);
        Array.ForEach(receipts, builder.Add);
        return builder.Build().Routes;
    }

    private static Receipt Done(string key, double lag, string cause = "Backlog") =>
        Receipt.Of(EndedOperations.Replicated(key, Noon), "worker") with { LagMs = (long)(lag * 1000), Cause = cause, ThresholdMs = 10_000 };

    private static Receipt Failed(string key, string reason) => Done(key, lag: 1) with { Outcome = "Failed", Reason = reason };

    private static Receipt Skipped(string key) => Done(key, lag: 1) with { Outcome = "Skipped", Reason = "AlreadyReplicated" };
}
