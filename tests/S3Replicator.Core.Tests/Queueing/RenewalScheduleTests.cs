using S3Replicator.Core.Queueing;

namespace S3Replicator.Core.Tests.Queueing;

public sealed class RenewalScheduleTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(0, false)]
    [InlineData(29, false)]
    [InlineData(30, true)]
    [InlineData(90, true)]
    public void A_message_is_due_when_half_of_its_visibility_is_spent(int seconds, bool expected) =>
        RenewalSchedule.IsDue(TimeSpan.FromSeconds(seconds), Minute).ShouldBe(expected);

    [Fact]
    public void A_due_message_is_looked_at_three_times_before_it_is_lost() =>
        (RenewalSchedule.Interval(Minute) * 3).ShouldBeLessThanOrEqualTo(Minute / 2);

    [Fact]
    public void A_message_is_extended_by_its_visibility() =>
        RenewalSchedule.Extension(TimeSpan.FromHours(1), Minute).ShouldBe(Minute);

    [Fact]
    public void The_last_extension_ends_with_the_longest_hold_of_SQS() =>
        RenewalSchedule.Extension(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(20), Minute).ShouldBe(TimeSpan.FromSeconds(20));

    [Fact]
    public void After_the_longest_hold_there_is_no_extension() =>
        RenewalSchedule.Extension(TimeSpan.FromHours(12), Minute).ShouldBeNull();
}
