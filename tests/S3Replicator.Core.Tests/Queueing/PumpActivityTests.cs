using System.Globalization;
using S3Replicator.Core.Queueing;

namespace S3Replicator.Core.Tests.Queueing;

public sealed class PumpActivityTests
{
    private const int InFlightAtSqs = 120_000;

    [Fact]
    public void Remembers_no_more_messages_that_are_left_for_redrive_than_a_queue_can_have_in_flight()
    {
        var activity = new PumpActivity();

        for (var number = 0; number < InFlightAtSqs + 10; number++)
        {
            Leave(activity, number);
        }

        activity.LeftForRedrive.Count.ShouldBe(InFlightAtSqs);
        activity.LeftForRedrive.ContainsKey("9").ShouldBeFalse();
        activity.LeftForRedrive.ContainsKey("10").ShouldBeTrue();
    }

    [Fact]
    public void Those_seen_last_are_remembered()
    {
        var activity = new PumpActivity();

        for (var number = 0; number < InFlightAtSqs; number++)
        {
            Leave(activity, number);
        }

        Leave(activity, 0);
        Leave(activity, InFlightAtSqs);

        activity.LeftForRedrive.ContainsKey("0").ShouldBeTrue();
        activity.LeftForRedrive.ContainsKey("1").ShouldBeFalse();
    }

    private static void Leave(PumpActivity activity, int number)
    {
        activity.Received(1);
        activity.Settled(new(number.ToString(CultureInfo.InvariantCulture), "handle", "?", 1), Disposition.LeaveForRedrive, number);
    }
}
