using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Tests.Planning;

public sealed class DeadlineTests
{
    [Fact]
    public void Is_15_minutes_after_the_event_by_default() =>
        Given.Decide(Given.Rule(), Given.Event(EventKind.Created)).Deadline.ShouldBe(Given.Time.AddMinutes(15));

    [Fact]
    public void Is_the_rules_threshold_after_the_event() =>
        Given.Decide(Given.Rule() with { Threshold = TimeSpan.FromMinutes(5) }, Given.Event(EventKind.TagsChanged)).Deadline
            .ShouldBe(Given.Time.AddMinutes(5));

    [Fact]
    public void Is_absent_when_the_event_has_no_time() =>
        Given.Decide(Given.Rule(), Given.Event(EventKind.Created) with { Time = null }).Deadline.ShouldBeNull();

    [Fact]
    public void Is_absent_when_it_would_be_past_all_time()
    {
        var decision = Given.Decide(Given.Rule(), Given.Event(EventKind.Created) with { Time = DateTimeOffset.MaxValue });

        decision.ShouldAct(ReplicationAction.Copy);
        decision.Deadline.ShouldBeNull();
    }
}
