using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using S3Replicator.LocalAws.Faults;
using S3Replicator.LocalAws.Tests.S3;

namespace S3Replicator.LocalAws.Tests.Faults;

/// <summary>Every effect of a fault, as a client of AWS sees it.</summary>
public sealed class FaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_error_has_the_shape_of_S3()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        var fault = aws.Server.Faults.Add(new FaultRule { Operation = "PutObject", Effect = FaultEffect.Error, Code = "SlowDown" });

        var error = await LocalS3.FailsAsync(() => aws.PutAsync("bucket", "a", "x"));

        error.ErrorCode.ShouldBe("SlowDown");
        error.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        error.Message.ShouldBe("Please reduce your request rate.");
        error.RequestId.ShouldNotBeNullOrEmpty();
        (await aws.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, Token)).KeyCount.ShouldBe(0);
        fault.Hits.ShouldBe(1);
        fault.Remove();
        await aws.PutAsync("bucket", "a", "x");
        fault.Hits.ShouldBe(1);
    }

    [Fact]
    public async Task An_error_has_the_shape_of_SQS_and_of_STS()
    {
        await using var aws = await TestAws.StartAsync();
        using var sqs = aws.Client();
        using var sts = aws.StsClient();
        aws.Faults.Add(new FaultRule { Service = "sqs", Effect = FaultEffect.Error, Code = "AWS.SimpleQueueService.NonExistentQueue", Status = 400, First = 1 });
        aws.Faults.Add(new FaultRule { Service = "sqs", Effect = FaultEffect.Error, First = 1 });
        aws.Faults.Add(new FaultRule { Service = "sts", Effect = FaultEffect.Error, Code = "AccessDenied", Message = "not authorized" });

        await Should.ThrowAsync<QueueDoesNotExistException>(() => sqs.GetQueueUrlAsync("jobs", Token));
        var unknown = await Should.ThrowAsync<AmazonSQSException>(() => sqs.ListQueuesAsync("", Token));
        unknown.ErrorCode.ShouldBe("InternalFailure");
        unknown.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await sqs.ListQueuesAsync("", Token)).HttpStatusCode.ShouldBe(HttpStatusCode.OK);

        var denied = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token));
        denied.ErrorCode.ShouldBe("AccessDenied");
        denied.Message.ShouldBe("not authorized");
    }

    [Fact]
    public async Task After_its_effect_an_operation_is_done_though_it_fails()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        aws.Server.Faults.Add(new FaultRule { Operation = "PutObject", Effect = FaultEffect.Error, AfterEffect = true });

        var error = await LocalS3.FailsAsync(() => aws.PutAsync("bucket", "a", "x"));

        error.ErrorCode.ShouldBe("InternalError");
        (await aws.ReadAsync("bucket", "a")).ShouldBe("x");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reset_tears_the_connection_before_or_after_the_effect(bool afterEffect)
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        var fault = aws.Server.Faults.Add(new FaultRule { Operation = "PutObject", Effect = FaultEffect.Reset, AfterEffect = afterEffect });

        (await Should.ThrowAsync<Exception>(() => aws.PutAsync("bucket", "a", "x"))).ShouldNotBeOfType<AmazonS3Exception>();

        // Clients send again by themselves when a connection fails.
        fault.Hits.ShouldBeGreaterThan(0);
        (await aws.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, Token)).KeyCount.ShouldBe(afterEffect ? 1 : 0);
        aws.Server.Requests.Snapshot().ShouldContain(request => request.Operation == "PutObject" && request.Status == 0 && request.Fault == null);
    }

    [Fact]
    public async Task A_copy_can_fail_with_status_200_and_nothing_else_can()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        aws.Server.Faults.Add(new FaultRule { Effect = FaultEffect.ErrorInBody });
        await aws.PutAsync("bucket", "a", "x");

        var error = await LocalS3.FailsAsync(() => aws.Client.CopyObjectAsync("bucket", "a", "bucket", "b", Token));

        error.ErrorCode.ShouldBe("InternalError");
        aws.Server.Requests.Snapshot()[^1].Status.ShouldBe(200);
        (await aws.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, Token)).KeyCount.ShouldBe(1);
    }

    [Theory]
    [InlineData(1_000, null)]
    [InlineData(3_000_000, null)]
    [InlineData(1_000, 0L)]
    [InlineData(1_000, 999L)]
    public async Task A_truncated_answer_promises_more_than_it_sends(int size, long? keep)
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        await aws.PutAsync("bucket", "a", new string('x', size));
        aws.Server.Faults.Add(new FaultRule { Operation = "GetObject", Effect = FaultEffect.Truncate, KeepBytes = keep, First = 1 });
        using var http = new RawS3(aws.Server.Endpoint);

        using var answer = await http.SendHeadersAsync("/bucket/a");
        answer.Content.Headers.ContentLength.ShouldBe(size);
        await using var body = await answer.Content.ReadAsStreamAsync(Token);
        using var received = new MemoryStream();
        await Should.ThrowAsync<IOException>(() => body.CopyToAsync(received, Token));

        received.Length.ShouldBe(keep ?? (size / 2));
        (await aws.ReadAsync("bucket", "a")).Length.ShouldBe(size);
        aws.Server.Requests.Snapshot().ShouldAllBe(request => request.Fault == null);
    }

    [Fact]
    public async Task A_latency_delays_by_the_servers_clock_and_the_operation_follows()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var aws = await LocalS3.StartAsync(new LocalAwsOptions { TimeProvider = clock });
        await aws.CreateBucketAsync("bucket");
        var fault = aws.Server.Faults.Add(new FaultRule { Key = "slow*", Effect = FaultEffect.Latency, LatencyMilliseconds = 5_000 });

        var slow = aws.PutAsync("bucket", "slow-one", "x");
        await aws.PutAsync("bucket", "quick", "x");
        await Until.TrueAsync(() => fault.Hits == 1);
        slow.IsCompleted.ShouldBeFalse();
        while (!slow.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        await slow;
    }

    [Fact]
    public async Task A_throttle_lets_its_rate_through_and_refuses_the_rest()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var aws = await LocalS3.StartAsync(new LocalAwsOptions { TimeProvider = clock });
        await aws.CreateBucketAsync("bucket");
        var fault = aws.Server.Faults.Add(new FaultRule { Operation = "Put*", Bucket = "b?cket", Effect = FaultEffect.Throttle, PerSecond = 2 });

        await aws.PutAsync("bucket", "a", "x");
        await aws.PutAsync("bucket", "b", "x");
        (await LocalS3.FailsAsync(() => aws.PutAsync("bucket", "c", "x"))).ErrorCode.ShouldBe("SlowDown");
        clock.Advance(TimeSpan.FromMilliseconds(500));
        await aws.PutAsync("bucket", "c", "x");
        (await LocalS3.FailsAsync(() => aws.PutAsync("bucket", "d", "x"))).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        (fault.Chosen, fault.Hits).ShouldBe((5, 2));
    }
}
