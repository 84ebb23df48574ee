using S3Replicator.Core.Copying;
using S3Replicator.Core.Pipeline;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.State.Failures;

namespace S3Replicator.Core.Tests.Pipeline;

// Where no failures are kept, the queue and its dead-letter queue are all that remembers them.
public sealed class UnrecordedFailureTests : IDisposable
{
    private const string Bad = "bad";
    private const string Good = "good";

    private static readonly StoreError Wrong = PipelineScene.Error(FailureClass.Configuration, "DstPutObjectNotPermitted");
    private static readonly StoreError Final = PipelineScene.Error(FailureClass.Final, "DstVersionNotFound");

    private readonly PipelineScene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_wrong_setting_is_tried_again_for_as_long_as_the_queue_gives_the_message_out()
    {
        var pipeline = Pipeline(Wrong);
        var message = _scene.Message(receives: 4);
        _scene.Clock.Advance(10 * _scene.Options.ConfigurationRetryFor);

        var end = await pipeline.HandleAsync(message, Token);

        end.Kind.ShouldBe(DispositionKind.Release);
        end.After.ShouldBeGreaterThan(_scene.Options.ConfigurationPause);
        _scene.Tracker.Summarize().Failed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(FailureClass.Configuration)]
    [InlineData(FailureClass.Throttled)]
    public async Task On_its_last_receive_it_has_failed_and_goes_to_the_dead_letter_queue(FailureClass failure)
    {
        var pipeline = Pipeline(Wrong with { Class = failure });

        var end = await pipeline.HandleAsync(_scene.Message() with { IsLastReceive = true }, Token);

        end.ShouldBe(Disposition.LeaveForRedrive);
        _scene.Tracker.Summarize().Failed[Wrong.Reason].ShouldBe(1);
    }

    [Fact]
    public async Task What_is_final_is_left_for_redrive_named_and_neither_repeated_nor_told_again()
    {
        var pipeline = Pipeline(Final);

        var first = await pipeline.HandleAsync(_scene.Message(), Token);
        var again = await pipeline.HandleAsync(_scene.Message(receives: 2), Token);

        first.ShouldBe(Disposition.LeaveForRedrive);
        again.ShouldBe(Disposition.LeaveForRedrive);
        _scene.Copy.Destinations.Count(bucket => bucket == Bad).ShouldBe(1);
        _scene.Copy.Destinations.Count(bucket => bucket == Good).ShouldBe(1);
        _scene.Tracker.Summarize().Failed[Final.Reason].ShouldBe(1);
        _scene.Log.Collector.GetSnapshot().ShouldContain(line => line.Message.Contains("key-id by rule bad failed for good", StringComparison.Ordinal));
        _scene.Log.Collector.GetSnapshot().ShouldContain(line => line.Message.Contains("Message id is left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_comes_back_from_the_dead_letter_queue_is_tried_anew()
    {
        var pipeline = Pipeline(Final);
        await pipeline.HandleAsync(_scene.Message(), Token);
        _scene.OnCopy = _ => PipelineScene.Replicated;

        var end = await pipeline.HandleAsync(_scene.Message(receives: 1), Token);

        end.ShouldBe(Disposition.Delete);
        _scene.Copy.Destinations.Count(bucket => bucket == Bad).ShouldBe(2);
    }

    [Fact]
    public async Task A_part_that_waits_is_waited_for_before_the_message_is_left()
    {
        var pipeline = Pipeline(Final);
        _scene.OnCopy = context => CopyOutcome.Failed(context.Plan.DestinationBucket == Bad ? Final : PipelineScene.Error(FailureClass.Throttled, "SlowDown"));
        (await pipeline.HandleAsync(_scene.Message(), Token)).Kind.ShouldBe(DispositionKind.Release);
        _scene.OnCopy = _ => PipelineScene.Replicated;

        (await pipeline.HandleAsync(_scene.Message(receives: 2), Token)).ShouldBe(Disposition.LeaveForRedrive);

        _scene.Copy.Destinations.ShouldBe([Bad, Good, Good]);
    }

    private ReplicationPipeline Pipeline(StoreError error)
    {
        _scene.OnCopy = context => context.Plan.DestinationBucket == Bad ? CopyOutcome.Failed(error) : PipelineScene.Replicated;
        return _scene.Pipeline(new UnrecordedFailures(), PipelineScene.Rule(Bad), PipelineScene.Rule(Good));
    }
}
