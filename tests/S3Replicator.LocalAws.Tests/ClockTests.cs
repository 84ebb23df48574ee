using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.SecurityToken.Model;
using Amazon.SQS.Model;
using Microsoft.Extensions.Time.Testing;
using S3Replicator.LocalAws.Tests.S3;

namespace S3Replicator.LocalAws.Tests;

/// <summary>Time that passes because a test says so.</summary>
public sealed class ClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Objects_are_written_in_the_advanced_time_by_clients_whose_clock_stood_still()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        var before = aws.Server.Clock.GetUtcNow();

        aws.Server.Clock.Advance(TimeSpan.FromDays(3));
        await aws.PutAsync("bucket", "a", "x");

        var head = await aws.Client.GetObjectMetadataAsync("bucket", "a", Token);
        (head.LastModified!.Value.ToUniversalTime() - before.UtcDateTime).ShouldBeInRange(TimeSpan.FromDays(2.9), TimeSpan.FromDays(3.1));
    }

    [Fact]
    public async Task Sessions_expire_by_it()
    {
        await using var aws = await LocalS3.StartAsync();
        using var sts = new Amazon.SecurityToken.AmazonSecurityTokenServiceClient(
            "test", "test", new Amazon.SecurityToken.AmazonSecurityTokenServiceConfig { ServiceURL = aws.Server.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
        var session = (await sts.AssumeRoleAsync(
            new AssumeRoleRequest { RoleArn = "arn:aws:iam::000000000000:role/r", RoleSessionName = "s-1", DurationSeconds = 900 }, Token)).Credentials;
        var client = aws.ClientIn("us-east-1", session.AccessKeyId, session.SecretAccessKey, session.SessionToken);
        await client.ListBucketsAsync(Token);

        aws.Server.Clock.Advance(TimeSpan.FromMinutes(16));

        (await LocalS3.FailsAsync(() => client.ListBucketsAsync(Token))).ErrorCode.ShouldBe("ExpiredToken");
    }

    [Fact]
    public async Task A_hidden_message_comes_back_and_a_waiting_receive_gets_it_at_once()
    {
        await using var aws = await TestAws.StartAsync();
        using var sqs = aws.Client();
        var url = (await sqs.CreateQueueAsync("jobs", Token)).QueueUrl;
        await sqs.SendMessageAsync(url, "one", Token);
        await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url, VisibilityTimeout = 40_000 }, Token);

        var waiting = sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url, WaitTimeSeconds = 20 }, Token);
        var queue = aws.Queue("jobs");
        await Until.TrueAsync(() => queue.Waiting == 1);
        aws.Clock.Advance(TimeSpan.FromSeconds(40_000));

        (await waiting).Messages.Single().Body.ShouldBe("one");
    }

    [Fact]
    public async Task It_is_shown_and_advanced_over_HTTP()
    {
        await using var aws = await LocalS3.StartAsync();
        using var http = new HttpClient { BaseAddress = aws.Server.Endpoint };

        using var advanced = await http.PostAsync("/_local/clock", new StringContent("""{"advanceSeconds":90.5}""", Encoding.UTF8, "application/json"), Token);
        using var shown = await http.GetAsync("/_local/clock", Token);

        advanced.StatusCode.ShouldBe(HttpStatusCode.OK);
        var state = JsonDocument.Parse(await shown.Content.ReadAsStringAsync(Token)).RootElement;
        state.GetProperty("advancedSeconds").GetDouble().ShouldBe(90.5);
        (state.GetProperty("now").GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).ShouldBeInRange(TimeSpan.FromSeconds(80), TimeSpan.FromSeconds(100));
        foreach (var body in (string[])["", "{}", """{"advanceSeconds":-1}""", """{"advanceSeconds":1e300}""", """{"advanceSeconds":1e12}""", """{"advanceSeconds":"1"}"""])
        {
            using var refused = await http.PostAsync("/_local/clock", new StringContent(body), Token);
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, body);
        }

        aws.Server.Clock.Offset.ShouldBe(TimeSpan.FromSeconds(90.5));
    }

    [Fact]
    public void Timers_fire_when_their_time_has_come_by_either_clock()
    {
        var inner = new FakeTimeProvider(Start);
        var clock = new LocalClock(inner);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(100), Timeout.InfiniteTimeSpan);
        var since = clock.GetTimestamp();

        clock.Advance(TimeSpan.FromSeconds(60));
        inner.Advance(TimeSpan.FromSeconds(39));
        fired.ShouldBe(0);
        inner.Advance(TimeSpan.FromSeconds(1));
        fired.ShouldBe(1);
        clock.Advance(TimeSpan.FromDays(1));
        inner.Advance(TimeSpan.FromSeconds(1));
        fired.ShouldBe(1);
        clock.GetElapsedTime(since).ShouldBe(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(101));
        clock.GetUtcNow().ShouldBe(Start + TimeSpan.FromDays(1) + TimeSpan.FromSeconds(101));

        timer.Change(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));
        clock.Advance(TimeSpan.FromSeconds(10));
        inner.Advance(TimeSpan.FromMilliseconds(1));
        fired.ShouldBe(2);
        inner.Advance(TimeSpan.FromSeconds(5));
        fired.ShouldBe(3);
    }
}
