using S3Replicator.Core.Copying;
using S3Replicator.LocalAws.Faults;

namespace S3Replicator.Aws.Tests.S3;

/// <summary>S3 answers HEAD without a body, so 400 alone does not tell what is wrong; the worker's clock stands still here while the server's is moved.</summary>
public sealed class RefusedHeadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_that_has_expired_without_the_worker_knowing_is_taken_anew()
    {
        await using var local = await LocalStores.StartAsync();
        await local.S3.PutObjectAsync(new() { BucketName = LocalStores.Bucket, Key = "key", ContentBody = "body" }, Token);
        var store = await local.OpenAsync();
        (await HeadAsync(store)).IsSuccess.ShouldBeTrue();
        local.Server.Requests.CountOf("GetObject").ShouldBe(0);

        local.Server.Clock.Advance(TimeSpan.FromMinutes(16));
        var head = await HeadAsync(store);

        head.Value.ShouldNotBeNull(head.Error?.Message).Size.ShouldBe(4);
        local.Server.Requests.CountOf("AssumeRole").ShouldBe(2);
    }

    [Fact]
    public async Task A_session_that_has_expired_before_the_region_was_asked_for_is_taken_anew()
    {
        await using var local = await LocalStores.StartAsync();
        await local.S3.PutBucketAsync("other", Token);
        await local.OpenAsync();
        local.Server.Clock.Advance(TimeSpan.FromMinutes(16));

        var first = await local.Stores.ForBucketAsync(LocalStores.Document(), "other", isSource: false, Token);
        var second = await local.Stores.ForBucketAsync(LocalStores.Document(), "other", isSource: false, Token);

        first.Error.ShouldNotBeNull().Class.ShouldBe(FailureClass.Transient);
        second.IsSuccess.ShouldBeTrue(second.Error?.Message);
    }

    [Theory]
    [InlineData("ExpiredToken", 400)]
    [InlineData("InvalidToken", 400)]
    [InlineData("TokenRefreshRequired", 400)]
    public async Task Ambient_credentials_that_have_run_out_are_no_reason_to_give_an_object_up(string code, int status)
    {
        await using var local = await LocalStores.StartAsync();
        var store = await local.OpenAsync(hasRole: false);
        local.Server.Faults.Add(new FaultRule { Service = "s3", Effect = FaultEffect.Error, Code = code, Status = status });

        var head = await HeadAsync(store);

        var error = head.Error.ShouldNotBeNull();
        (error.Class, error.Reason, error.Operation).ShouldBe((FailureClass.Transient, code, "HeadObject"));
    }

    [Theory]
    [InlineData("body")]
    [InlineData("")]
    public async Task What_is_readable_after_all_is_asked_for_once_more(string body)
    {
        await using var local = await LocalStores.StartAsync();
        await local.S3.PutObjectAsync(new() { BucketName = LocalStores.Bucket, Key = "key", ContentBody = body }, Token);
        var store = await local.OpenAsync();
        var fault = local.Server.Faults.Add(new FaultRule { Operation = "HeadObject", Effect = FaultEffect.Error, Code = "ExpiredToken", First = 1 });

        (await HeadAsync(store)).IsSuccess.ShouldBeTrue();

        fault.Hits.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_refused_for_another_reason_keeps_its_own_code()
    {
        await using var local = await LocalStores.StartAsync();
        var store = await local.OpenAsync();
        local.Server.Faults.Add(new FaultRule { Service = "s3", Effect = FaultEffect.Error, Code = "InvalidArgument", Status = 400 });

        var error = (await HeadAsync(store)).Error.ShouldNotBeNull();

        (error.Class, error.Reason).ShouldBe((FailureClass.Final, "InvalidArgument"));
    }

    private static Task<StoreResult<Core.Planning.ObjectHead>> HeadAsync(IObjectStore store) => store.HeadAsync(new(LocalStores.Bucket, "key"), Token);
}
