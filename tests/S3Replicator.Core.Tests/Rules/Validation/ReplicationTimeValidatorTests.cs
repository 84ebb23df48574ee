using System.Text.Json.Nodes;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class ReplicationTimeValidatorTests
{
    [Fact]
    public void Accepts_time_control_with_metrics()
    {
        var result = Rule().With("Destination/ReplicationTime", Time()).With("Destination/Metrics", Metrics()).LoadRule(strict: true);

        result.ShouldAccept();
        result.Rules!.Documents[0].Rules[0].Threshold.ShouldBe(TimeSpan.FromMinutes(15));
    }

    [Fact]
    public void Accepts_time_control_with_metrics_that_leave_the_threshold_out() =>
        Rule().With("Destination/ReplicationTime", Time()).With("Destination/Metrics", Switch("Enabled")).LoadRule().ShouldAccept();

    [Fact]
    public void Accepts_metrics_alone() => Rule().With("Destination/Metrics", Switch("Enabled")).LoadRule().ShouldAccept();

    [Fact]
    public void Rejects_time_control_without_metrics() =>
        Rule().With("Destination/ReplicationTime", Time()).LoadRule().ShouldReject("ReplicationTimeWithoutMetrics", "/Rules/0/Destination/ReplicationTime");

    [Fact]
    public void Rejects_time_control_with_metrics_disabled() =>
        Rule().With("Destination/ReplicationTime", Time()).With("Destination/Metrics", Metrics(status: "Disabled")).LoadRule()
            .ShouldReject("ReplicationTimeWithoutMetrics", "/Rules/0/Destination/ReplicationTime");

    [Fact]
    public void Accepts_time_control_disabled_without_metrics() => Rule().With("Destination/ReplicationTime", Time(status: "Disabled")).LoadRule().ShouldAccept();

    [Fact]
    public void Rejects_an_event_threshold_without_time_control()
    {
        Rule().With("Destination/Metrics", Metrics()).LoadRule().ShouldReject("EventThresholdWithoutReplicationTime", "/Rules/0/Destination/Metrics/EventThreshold");
        Rule().With("Destination/ReplicationTime", Time(status: "Disabled")).With("Destination/Metrics", Metrics()).LoadRule()
            .ShouldReject("EventThresholdWithoutReplicationTime", "/Rules/0/Destination/Metrics/EventThreshold");
    }

    [Fact]
    public void Rejects_an_event_threshold_other_than_the_time() =>
        Rule().With("Destination/ReplicationTime", Time()).With("Destination/Metrics", Metrics(minutes: 30)).LoadRule()
            .ShouldReject("EventThresholdDiffers", "/Rules/0/Destination/Metrics/EventThreshold/Minutes");

    [Fact]
    public void Warns_of_minutes_other_than_15()
    {
        var result = Rule().With("Destination/ReplicationTime", Time(minutes: 5)).With("Destination/Metrics", Metrics(minutes: 5)).LoadRule();

        result.ShouldWarn("NotNative", "/Rules/0/Destination/ReplicationTime/Time/Minutes");
        result.Rules!.Documents[0].Rules[0].Threshold.ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void Rejects_minutes_other_than_15_under_strict() =>
        Rule().With("Destination/ReplicationTime", Time(minutes: 5)).With("Destination/Metrics", Metrics(minutes: 5)).LoadRule(strict: true)
            .ShouldReject("NotNative", "/Rules/0/Destination/ReplicationTime/Time/Minutes");

    [Theory]
    [InlineData(0)]
    [InlineData(1441)]
    public void Rejects_no_minutes_and_more_than_a_day(int minutes) =>
        Rule().With("Destination/ReplicationTime", Time(minutes)).With("Destination/Metrics", Switch("Enabled")).LoadRule()
            .ShouldReject("InvalidMinutes", "/Rules/0/Destination/ReplicationTime/Time/Minutes");

    [Fact]
    public void Rejects_time_control_without_time() =>
        Rule().With("Destination/ReplicationTime", Switch("Enabled")).With("Destination/Metrics", Switch("Enabled")).LoadRule()
            .ShouldReject("MissingMember", "/Rules/0/Destination/ReplicationTime");

    [Fact]
    public void Warns_of_metrics_and_time_beside_the_destination_and_takes_them()
    {
        var result = Rule().With("ReplicationTime", Time()).With("Metrics", Metrics()).LoadRule();

        result.Errors.ShouldBeEmpty();
        result.Warnings.Select(problem => (problem.Code, problem.Pointer)).ShouldBe([("MisplacedMember", "/Rules/0/ReplicationTime"), ("MisplacedMember", "/Rules/0/Metrics")]);
        result.Rules!.Documents[0].Rules[0].ReplicationTimeControl.ShouldBeTrue();
        result.Rules.Documents[0].Rules[0].Metrics.ShouldBeTrue();
    }

    [Fact]
    public void Rejects_metrics_both_beside_and_in_the_destination() =>
        Rule().With("Metrics", Switch("Enabled")).With("Destination/Metrics", Switch("Enabled")).LoadRule().ShouldReject("DuplicateMember", "/Rules/0/Metrics");

    private static JsonObject Time(int minutes = 15, string status = "Enabled") => Switch(status).With("Time/Minutes", minutes);

    private static JsonObject Metrics(int minutes = 15, string status = "Enabled") => Switch(status).With("EventThreshold/Minutes", minutes);
}
