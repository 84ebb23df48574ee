using S3Replicator.Core.Copying;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules;
using S3Replicator.Core.State.Failures;

namespace S3Replicator.Core.Tests.Pipeline;

// An operation that waits for no error's sake is not lost to the dead-letter queue either.
public sealed class LastReceiveTests : IDisposable
{
    private readonly PipelineScene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task One_that_has_to_be_looked_at_again_is_recorded_and_taken_up_again_by_itself()
    {
        _scene.OnCopy = _ => CopyOutcome.LookAgain(TimeSpan.FromSeconds(5));
        var pipeline = _scene.Pipeline(_scene.Kept, PipelineScene.Rule("dst"));

        var end = await pipeline.HandleAsync(_scene.Message() with { IsLastReceive = true }, Token);

        end.ShouldBe(Disposition.Delete);
        var record = await _scene.Kept.ListAsync(new FailureQuery(), Token).SingleAsync(Token);
        (record.Reason, record.MayRecover).ShouldBe(("NotSettledYet", true));
    }

    [Fact]
    public async Task One_that_is_over_its_rules_limits_is_recorded_and_taken_up_again_by_itself()
    {
        var pipeline = _scene.Pipeline(
            _scene.Kept, PipelineScene.Rule("dst") with { Limits = new RuleLimits { RequestsPerSecond = 1 } });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        // As many as wait in the worker's hand, and more.
        var waiting = Enumerable.Range(0, 200)
            .Select(number => pipeline.HandleAsync(_scene.Message(id: $"{number}") with { IsLastReceive = true }, stop.Token))
            .ToList();
        (await waiting[^1].WaitAsync(TimeSpan.FromSeconds(30), Token)).ShouldBe(Disposition.Delete);

        (await _scene.Kept.ListAsync(new FailureQuery(), Token).FirstAsync(Token)).Reason.ShouldBe("NotSettledYet");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
    }

    [Fact]
    public async Task Before_its_last_receive_it_goes_back_into_the_queue()
    {
        _scene.OnCopy = _ => CopyOutcome.LookAgain(TimeSpan.FromSeconds(5));
        var pipeline = _scene.Pipeline(_scene.Kept, PipelineScene.Rule("dst"));

        (await pipeline.HandleAsync(_scene.Message(), Token)).ShouldBe(Disposition.Release(TimeSpan.FromSeconds(5)));

        (await _scene.Kept.ListAsync(new FailureQuery(), Token).ToListAsync(Token)).ShouldBeEmpty();
    }
}
