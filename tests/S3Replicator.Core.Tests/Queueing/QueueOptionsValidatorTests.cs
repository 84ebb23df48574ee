using S3Replicator.Core.Queueing;

namespace S3Replicator.Core.Tests.Queueing;

public sealed class QueueOptionsValidatorTests
{
    [Fact]
    public void Accepts_the_defaults() => new QueueOptionsValidator().Validate(null, new()).Succeeded.ShouldBeTrue();

    [Fact]
    public void Rejects_a_wait_time_over_that_of_SQS() =>
        Failure(new() { WaitTime = TimeSpan.FromSeconds(21) }).ShouldContain("WaitTime (00:00:21) must be from 00:00:00 to 00:00:20.");

    [Fact]
    public void Rejects_settling_so_late_that_messages_come_back() =>
        Failure(new() { VisibilityTimeout = TimeSpan.FromSeconds(5), SettleWithin = TimeSpan.FromSeconds(4) }).ShouldContain("must be shorter than half of");

    [Fact]
    public void Names_all_that_is_wrong_at_once()
    {
        var failure = Failure(new() { MaxInHand = 0, MaxReceivers = 0 });

        failure.ShouldContain("MaxInHand");
        failure.ShouldContain("MaxReceivers");
    }

    private static string Failure(QueueOptions options) => new QueueOptionsValidator().Validate(null, options).FailureMessage!;
}
