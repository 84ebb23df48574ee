using S3Replicator.Tests.Infrastructure;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Run;

/// <summary>How the worker ends when it is told to.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private LocalWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync("mirror", LocalWorld.Home);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task SIGTERM_finishes_what_is_in_hand_and_exits_0()
    {
        await using var worker = await StartAsync();

        worker.Terminate();

        (await worker.WaitForExitAsync(Bound, Token)).ExitCode.ShouldBe(0);
        (await _world.MessagesAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task SIGINT_does_the_same_and_exits_130()
    {
        await using var worker = await StartAsync();

        worker.Interrupt();

        (await worker.WaitForExitAsync(Bound, Token)).ExitCode.ShouldBe(130);
    }

    /// <summary>A worker that has replicated one object and waits for more.</summary>
    private async Task<ProgramProcess> StartAsync()
    {
        var rules = _world.WriteRules(LocalWorld.Rule("all", "mirror"));
        var worker = ProgramProcess.Start(_world.Program(["run", "--queue-url", _world.QueueUrl, "--rules", rules]));
        await _world.HomeS3.PutObjectAsync(new() { BucketName = LocalWorld.Source, Key = "key", ContentBody = "body" }, Token);
        await Poll.UntilAsync(async token => await _world.MessagesAsync(token) == 0, Bound, Token);
        return worker;
    }
}
