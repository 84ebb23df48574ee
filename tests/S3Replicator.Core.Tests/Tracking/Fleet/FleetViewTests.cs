using System.Text;
using S3Replicator.Core.Tracking.Fleet;

namespace S3Replicator.Core.Tests.Tracking.Fleet;

public sealed class FleetViewTests
{
    [Fact]
    public void Tells_all_workers_and_their_figures_together()
    {
        var fleet = FleetView.Of(
            [
                Workers.Worker("b", new() { InHand = 1, Replicated = 2, Rules = [Workers.Rule("rule", 5, 5)] }),
                Workers.Worker("a", new() { InHand = 3, Replicated = 4, Rules = [Workers.Rule("rule", 50)] }) with { RulesRevision = "older" },
            ],
            Workers.Now);

        fleet.Workers.Select(worker => worker.Id).ShouldBe(["a", "b"]);
        fleet.Running.ShouldBe(2);
        fleet.Totals.InHand.ShouldBe(4);
        fleet.Totals.Replicated.ShouldBe(6);
        fleet.Pending.ShouldBe(3);
        fleet.LatencySeconds.Max.ShouldBe(0.05);
        fleet.RulesRevisions.ShouldBe(["older", "revision"]);
        fleet.Rules.ShouldHaveSingleItem().Attainment.ShouldBe(3 / 5.0);
    }

    [Fact]
    public void One_that_has_written_nothing_for_four_pauses_is_lost_and_counted_no_more()
    {
        var late = Workers.Worker("late", new() { InHand = 1 }, Workers.Now.AddSeconds(-60));
        var lost = Workers.Worker("lost", new() { InHand = 10 }, Workers.Now.AddSeconds(-61));

        var fleet = FleetView.Of([lost, late], Workers.Now);

        fleet.Workers.Select(worker => (worker.Id, worker.State)).ShouldBe([("late", "Running"), ("lost", "Lost")]);
        (fleet.Running, fleet.Lost).ShouldBe((1, 1));
        fleet.Totals.InHand.ShouldBe(1);
    }

    [Fact]
    public void Without_workers_there_is_nothing()
    {
        var fleet = FleetView.Of([], Workers.Now);

        fleet.Running.ShouldBe(0);
        fleet.LatencySeconds.ShouldBe(Core.Tracking.LagSummary.None);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"worker":null,"lastSeen":"2026-01-02T00:00:00Z","everySeconds":1,"rulesRevision":"r","totals":{}}""")]
    [InlineData("""{"worker":{"id":"a","instance":"b","version":"c","host":"d","started":"2026-01-02T00:00:00Z"},"lastSeen":"soon","everySeconds":1,"rulesRevision":"r","totals":{}}""")]
    public void What_is_no_worker_is_not_read(string content) => FleetJson.Read(Encoding.UTF8.GetBytes(content)).ShouldBeNull();

    [Fact]
    public void What_a_worker_of_another_version_does_not_tell_counts_as_nothing()
    {
        const string Content =
            """{"worker":{"id":"a","instance":"b","version":"c","host":"d","started":"2026-01-02T00:00:00Z"},"lastSeen":"2026-01-02T03:04:05Z","everySeconds":1e300,"rulesRevision":"r","totals":{"inHand":1},"more":1}""";

        var fleet = FleetView.Of([FleetJson.Read(Encoding.UTF8.GetBytes(Content)).ShouldNotBeNull()], Workers.Now);

        fleet.Totals.InHand.ShouldBe(1);
        fleet.Totals.Failed.ShouldBeEmpty();
        fleet.Rules.ShouldBeEmpty();
    }
}
