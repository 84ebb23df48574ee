using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Tests.Tracking.Lag;

/// <summary>What tracking costs must not grow with what is tracked.</summary>
public sealed class TrackerMemoryTests
{
    private const int Rules = 1_000;

    [Fact]
    public void Nothing_is_allocated_for_an_operation_whichever_of_a_thousand_rules_it_is_of()
    {
        using var world = new TrackedWorld();
        var plans = Enumerable.Range(0, Rules).Select(number => PlanOf(world, number)).ToArray();
        Track(world.Tracker, plans, 10 * Rules);

        // The runtime itself may allocate on this thread now and then, but not each time.
        Enumerable.Range(0, 10).Select(_ => Allocated(() => Track(world.Tracker, plans, 20 * Rules))).ShouldContain(0);
    }

    private static long Allocated(Action act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static CopyPlan PlanOf(TrackedWorld world, int number)
    {
        world.Rule = world.Rule with { Id = FormattableString.Invariant($"rule-{number}") };
        return new()
        {
            Strategy = "none",
            Event = EndedOperations.Event() with { Time = world.Clock.GetUtcNow() },
            Decision = EndedOperations.Decision() with { Rule = world.Bound },
            Versions = VersionScope.All,
        };
    }

    private static void Track(ReplicationTracker tracker, CopyPlan[] plans, int count)
    {
        var outcome = Outcome;

        for (var turn = 0; turn < count; turn++)
        {
            var plan = plans[turn % plans.Length];
            tracker.Received(1);
            var attempt = new OperationAttempt("revision", 1, tracker.Accepted(plan.Event, plan.Decision, new("message", 0, 1)));
            tracker.Started(attempt);
            _ = tracker.CompletedAsync(plan, outcome, attempt, CancellationToken.None).AsTask();
        }
    }

    private static readonly CopyOutcome Outcome = new() { Kind = OutcomeKind.Replicated, Bytes = 5 };
}
