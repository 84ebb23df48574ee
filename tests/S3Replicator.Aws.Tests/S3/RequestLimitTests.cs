using S3Replicator.Aws.S3;
using S3Replicator.Core.Copying;
using S3Replicator.LocalAws.Faults;
using S3Replicator.TestSupport;

namespace S3Replicator.Aws.Tests.S3;

/// <summary>Requests that are never answered, on a clock that the test moves.</summary>
public sealed class RequestLimitTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HeadObject", null, 30)]
    [InlineData("DeleteObject", null, 30)]
    [InlineData("CreateMultipartUpload", null, 30)]
    [InlineData("CopyObject", 0L, 60)]
    [InlineData("CopyObject", 1_000_000_000L, 160)]
    [InlineData("UploadPartCopy", 100_000_000L, 70)]
    public async Task End_as_a_fault_that_passes(string operation, long? bytes, int seconds)
    {
        var sending = RunAsync(new(operation, "bucket", Bytes: bytes), Token);
        await _clock.TimerOfAsync(TimeSpan.FromSeconds(seconds), Token).WaitAsync(Bound, Token);

        _clock.Advance(TimeSpan.FromSeconds(seconds));

        var error = (await sending.WaitAsync(Bound, Token)).Error.ShouldNotBeNull();
        (error.Class, error.Reason, error.Status, error.Operation).ShouldBe((FailureClass.Transient, "ConnectionFailed", 0, operation));
    }

    [Fact]
    public void A_copy_of_unknown_size_may_be_of_the_largest() =>
        RequestLimits.Of(new("CopyObject", "bucket")).ShouldBe(RequestLimits.Of(new("CopyObject", "bucket", Bytes: 5L << 30)));

    [Fact]
    public async Task A_worker_that_stops_is_no_fault_of_the_request()
    {
        using var stop = new CancellationTokenSource();
        var sending = RunAsync(new("CopyObject", "bucket"), stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => sending.WaitAsync(Bound, Token));
    }

    [Fact]
    public async Task A_server_that_takes_the_request_and_says_nothing_is_left()
    {
        await using var local = await LocalStores.StartAsync(_clock);
        var store = await local.OpenAsync(hasRole: false);
        local.Server.Faults.Add(new FaultRule { Operation = "HeadObject", Effect = FaultEffect.Latency, LatencyMilliseconds = 3_600_000 });

        var asking = store.HeadAsync(new(LocalStores.Bucket, "key"), Token);
        await _clock.TimerOfAsync(RequestLimits.Plain, Token).WaitAsync(Bound, Token);
        _clock.Advance(RequestLimits.Plain);

        (await asking.WaitAsync(Bound, Token)).Error.ShouldNotBeNull().Class.ShouldBe(FailureClass.Transient);
    }

    private Task<StoreResult<string>> RunAsync(RequestSubject subject, CancellationToken cancellationToken) => new S3Attempts(credentials: null, _clock).RunAsync(
        subject,
        async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return "never";
        },
        cancellationToken);
}
