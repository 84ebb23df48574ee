using System.Text;
using System.Text.Json;
using Amazon.S3.Model;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Tests.S3;

/// <summary>Events in EventBridge's form, for buckets that have it switched on and queues that a rule names.</summary>
public sealed class EventBridgeTests
{
    private const string QueueArn = "arn:aws:sqs:us-east-1:000000000000:bridge";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_come_through_a_rule_in_its_own_form()
    {
        using var file = new SeedText($$"""
            {"queues":[{"name":"bridge","allowS3":true}],
             "buckets":[{"name":"src","versioning":"Enabled","eventBridge":true},{"name":"silent"}],
             "eventRules":[{"bucket":"s*","queueArn":"{{QueueArn}}"}]}
            """);
        await using var aws = await LocalS3.StartAsync(new LocalAwsOptions { SeedFile = file.Path });

        var put = await aws.PutAsync("src", "a b+é.txt", "hello");
        await aws.PutAsync("silent", "a", "x");
        await aws.Client.DeleteObjectAsync("src", "a b+é.txt", Token);
        await aws.Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = "src", Key = "a b+é.txt", VersionId = put.VersionId }, Token);

        var events = Queue(aws).Peek().Select(message => JsonDocument.Parse(message.Body).RootElement).ToList();
        events.Select(e => e.GetProperty("detail-type").GetString()).ShouldBe(["Object Created", "Object Deleted", "Object Deleted"]);
        var created = events[0];
        created.GetProperty("source").GetString().ShouldBe("aws.s3");
        created.GetProperty("time").GetString()!.ShouldEndWith("Z");
        created.GetProperty("resources")[0].GetString().ShouldBe("arn:aws:s3:::src");
        var detail = created.GetProperty("detail");
        detail.GetProperty("object").GetProperty("key").GetString().ShouldBe("a b+é.txt");
        detail.GetProperty("object").GetProperty("size").GetInt64().ShouldBe(5);
        detail.GetProperty("object").GetProperty("version-id").GetString().ShouldBe(put.VersionId);
        detail.GetProperty("object").GetProperty("etag").GetString().ShouldBe(put.ETag.Trim('"'));
        detail.GetProperty("reason").GetString().ShouldBe("PutObject");
        detail.GetProperty("requester").GetString().ShouldBe("000000000000");
        events.Skip(1).Select(e => e.GetProperty("detail").GetProperty("deletion-type").GetString()).ShouldBe(["Delete Marker Created", "Permanently Deleted"]);
    }

    [Fact]
    public async Task The_switch_is_part_of_the_notification_configuration()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        (await aws.Client.GetBucketNotificationAsync("bucket", Token)).EventBridgeConfiguration.ShouldBeNull();

        await aws.Client.PutBucketNotificationAsync(
            new PutBucketNotificationRequest { BucketName = "bucket", EventBridgeConfiguration = new EventBridgeConfiguration() }, Token);

        (await aws.Client.GetBucketNotificationAsync("bucket", Token)).EventBridgeConfiguration.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_rule_needs_a_queue_that_lets_EventBridge_send()
    {
        await using var aws = await LocalS3.StartAsync();
        using var http = new HttpClient { BaseAddress = aws.Server.Endpoint };
        aws.Server.Queues.Create(QueueArn);

        foreach (var body in (string[])[$$"""{"bucket":"*","queueArn":"{{QueueArn}}"}""", """{"bucket":"*","queueArn":"arn:aws:sqs:us-east-1:000000000000:none"}""", """{"bucket":"*"}""", "{"])
        {
            using var refused = await http.PostAsync("/_local/event-rules", new StringContent(body, Encoding.UTF8), Token);
            ((int)refused.StatusCode).ShouldBe(400, body);
        }
    }

    private static MessageQueue Queue(LocalS3 aws) => aws.Server.Queues.Queues.FindByArn(QueueArn)!;
}
