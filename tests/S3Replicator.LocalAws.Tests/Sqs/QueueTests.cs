using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Time.Testing;

namespace S3Replicator.LocalAws.Tests.Sqs;

public sealed class QueueTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private TestAws _aws = null!;
    private AmazonSQSClient _sqs = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await TestAws.StartAsync(_clock);
        _sqs = _aws.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _sqs.Dispose();
        await _aws.DisposeAsync();
    }

    [Fact]
    public async Task A_queue_has_the_attributes_that_SQS_gives_it()
    {
        var url = await CreateAsync("jobs");

        var attributes = (await _sqs.GetQueueAttributesAsync(url, ["All"], Token)).Attributes;

        attributes.Order(Comparer<KeyValuePair<string, string>>.Create((a, b) => string.CompareOrdinal(a.Key, b.Key)))
            .Select(a => $"{a.Key}={a.Value}")
            .ShouldBe(
            [
                "ApproximateNumberOfMessages=0",
                "ApproximateNumberOfMessagesDelayed=0",
                "ApproximateNumberOfMessagesNotVisible=0",
                "CreatedTimestamp=1767323045",
                "DelaySeconds=0",
                "LastModifiedTimestamp=1767323045",
                "MaximumMessageSize=1048576",
                "MessageRetentionPeriod=345600",
                "QueueArn=arn:aws:sqs:us-east-1:000000000000:jobs",
                "ReceiveMessageWaitTimeSeconds=0",
                "SqsManagedSseEnabled=true",
                "VisibilityTimeout=30",
            ]);
    }

    [Fact]
    public async Task Depths_count_visible_hidden_and_delayed_messages()
    {
        var url = await CreateAsync("jobs");
        await _sqs.SendMessageBatchAsync(url, [new("1", "a"), new("2", "b"), new("3", "c") { DelaySeconds = 60 }], Token);
        await _sqs.ReceiveMessageAsync(url, Token);

        var depths = (await _sqs.GetQueueAttributesAsync(
            url,
            ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"],
            Token)).Attributes;

        depths.Values.ShouldBe(["1", "1", "1"]);
    }

    [Fact]
    public async Task Attributes_that_were_set_take_effect_and_the_time_is_noted()
    {
        var url = await CreateAsync("jobs");
        _clock.Advance(TimeSpan.FromSeconds(10));
        await SetAsync(url, "DelaySeconds", "5");
        await SetAsync(url, "KmsMasterKeyId", "alias/k");

        var attributes = (await _sqs.GetQueueAttributesAsync(url, ["All"], Token)).Attributes;
        attributes["LastModifiedTimestamp"].ShouldBe("1767323055");
        attributes["KmsMasterKeyId"].ShouldBe("alias/k");
        attributes["KmsDataKeyReusePeriodSeconds"].ShouldBe("300");
        attributes["SqsManagedSseEnabled"].ShouldBe("false");
        (await FailsAsync(() => SetAsync(url, "SqsManagedSseEnabled", "true"))).ErrorCode.ShouldBe("InvalidAttributeName");

        await _sqs.SendMessageAsync(url, "a", Token);
        _aws.Queue("jobs").Depth.ShouldBe(new(0, 0, 1));
    }

    [Theory]
    [InlineData("VisibilityTimeout", "43201", "InvalidAttributeValue")]
    [InlineData("VisibilityTimeout", "x", "InvalidAttributeValue")]
    [InlineData("DelaySeconds", "-1", "InvalidAttributeValue")]
    [InlineData("MaximumMessageSize", "1048577", "InvalidAttributeValue")]
    [InlineData("MaximumMessageSize", "1023", "InvalidAttributeValue")]
    [InlineData("MessageRetentionPeriod", "59", "InvalidAttributeValue")]
    [InlineData("ReceiveMessageWaitTimeSeconds", "21", "InvalidAttributeValue")]
    [InlineData("KmsDataKeyReusePeriodSeconds", "59", "InvalidAttributeValue")]
    [InlineData("Policy", "{}", "InvalidAttributeValue")]
    [InlineData("RedrivePolicy", "[]", "InvalidParameterValue")]
    [InlineData("RedriveAllowPolicy", "{\"redrivePermission\":\"maybe\"}", "InvalidParameterValue")]
    [InlineData("QueueArn", "x", "InvalidAttributeName")]
    [InlineData("FifoQueue", "true", "InvalidAttributeName")]
    [InlineData("Nonsense", "x", "InvalidAttributeName")]
    public async Task A_bad_attribute_is_refused_at_creation_and_later(string name, string value, string code)
    {
        var url = await CreateAsync("there");
        (await FailsAsync(() => SetAsync(url, name, value))).ErrorCode.ShouldBe(code);
        if (name is not "FifoQueue")
        {
            (await FailsAsync(() => CreateAsync("new", (name, value)))).ErrorCode.ShouldBe(code);
        }
    }

    [Fact]
    public async Task Creating_a_queue_again_gives_its_url_unless_an_attribute_differs()
    {
        var url = await CreateAsync("jobs", ("DelaySeconds", "1"));

        (await CreateAsync("jobs", ("DelaySeconds", "01"))).ShouldBe(url);
        (await CreateAsync("jobs")).ShouldBe(url);
        var error = await FailsAsync(() => CreateAsync("jobs", ("DelaySeconds", "2")));

        error.ShouldBeOfType<QueueNameExistsException>().Message
            .ShouldBe("A queue already exists with the same name and a different value for attribute DelaySeconds");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("x.fifo")]
    [InlineData("ü")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901")]
    public async Task A_bad_name_is_refused(string name) =>
        (await FailsAsync(() => CreateAsync(name))).ErrorCode.ShouldBe(name.Length == 0 ? "MissingParameter" : "InvalidParameterValue");

    [Fact]
    public async Task A_queue_that_is_not_there_says_so()
    {
        (await FailsAsync(() => _sqs.GetQueueUrlAsync("gone", Token))).ShouldBeOfType<QueueDoesNotExistException>().Message
            .ShouldBe("The specified queue does not exist.");
        (await FailsAsync(() => _sqs.SendMessageAsync(new Uri(_aws.Endpoint, "000000000000/gone").ToString(), "x", Token)))
            .ShouldBeOfType<QueueDoesNotExistException>();
    }

    [Fact]
    public async Task Queues_are_kept_apart_by_region_and_found_by_their_urls()
    {
        using var europe = _aws.Client("eu-west-1");
        var here = await CreateAsync("jobs");
        var there = (await europe.CreateQueueAsync("jobs", Token)).QueueUrl;

        here.ShouldBe(new Uri(_aws.Endpoint, "000000000000/jobs").ToString());
        there.ShouldBe(new Uri(_aws.Endpoint, "queue/eu-west-1/000000000000/jobs").ToString());
        await _sqs.SendMessageAsync(there, "to europe", Token);

        _aws.Queue("jobs").Depth.Total.ShouldBe(0);
        _aws.Queue("jobs", "eu-west-1").Depth.Total.ShouldBe(1);
        (await europe.GetQueueAttributesAsync("https://sqs.eu-west-1.amazonaws.com/000000000000/jobs", ["QueueArn"], Token))
            .QueueARN.ShouldBe("arn:aws:sqs:eu-west-1:000000000000:jobs");
        (await europe.ListQueuesAsync(new ListQueuesRequest(), Token)).QueueUrls.ShouldBe([there]);
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        foreach (var name in (string[])["a1", "b", "a3", "a2"])
        {
            await CreateAsync(name);
        }

        var first = await _sqs.ListQueuesAsync(new ListQueuesRequest("a") { MaxResults = 2 }, Token);
        var second = await _sqs.ListQueuesAsync(new ListQueuesRequest("a") { MaxResults = 2, NextToken = first.NextToken }, Token);

        first.QueueUrls.Concat(second.QueueUrls).Select(u => u[^2..]).ShouldBe(["a1", "a2", "a3"]);
        second.NextToken.ShouldBeNull();
        (await FailsAsync(() => _sqs.ListQueuesAsync(new ListQueuesRequest { MaxResults = Bad(1001) }, Token))).ErrorCode
            .ShouldBe("InvalidParameterValue");
    }

    [Fact]
    public async Task A_deleted_queue_is_gone_with_its_waiting_receives_and_its_name_stays_taken_for_a_minute()
    {
        var url = await CreateAsync("jobs");
        var waiting = _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(url) { WaitTimeSeconds = 20 }, Token);
        await Until.TrueAsync(() => _aws.Queue("jobs").Waiting == 1);

        await _sqs.DeleteQueueAsync(url, Token);

        await Should.ThrowAsync<QueueDoesNotExistException>(() => waiting);
        (await FailsAsync(() => CreateAsync("jobs"))).ShouldBeOfType<QueueDeletedRecentlyException>();
        _clock.Advance(TimeSpan.FromSeconds(60));
        (await CreateAsync("jobs")).ShouldBe(url);
    }

    [Fact]
    public async Task A_purge_empties_the_queue_and_may_come_once_a_minute()
    {
        var url = await CreateAsync("jobs");
        await _sqs.SendMessageBatchAsync(url, [new("1", "a"), new("2", "b")], Token);
        await _sqs.ReceiveMessageAsync(url, Token);
        await _sqs.PurgeQueueAsync(url, Token);

        _aws.Queue("jobs").Depth.Total.ShouldBe(0);
        (await FailsAsync(() => _sqs.PurgeQueueAsync(url, Token))).ShouldBeOfType<PurgeQueueInProgressException>().Message
            .ShouldBe("Only one PurgeQueue operation on jobs is allowed every 60 seconds.");
        _clock.Advance(TimeSpan.FromSeconds(60));
        await _sqs.PurgeQueueAsync(url, Token);
    }

    [Fact]
    public async Task Tags_are_kept()
    {
        var url = (await _sqs.CreateQueueAsync(
            new CreateQueueRequest("jobs") { Tags = new(StringComparer.Ordinal) { ["team"] = "data" } }, Token)).QueueUrl;
        await _sqs.TagQueueAsync(new TagQueueRequest { QueueUrl = url, Tags = new(StringComparer.Ordinal) { ["b"] = "", ["c"] = "3" } }, Token);
        await _sqs.UntagQueueAsync(new UntagQueueRequest { QueueUrl = url, TagKeys = ["c", "zzz"] }, Token);

        var tags = (await _sqs.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url }, Token)).Tags;

        tags.Select(t => $"{t.Key}={t.Value}").ShouldBe(["b=", "team=data"]);
    }

    private static T Bad<T>(T value) => value;

    private static Task<AmazonSQSException> FailsAsync(Func<Task> call) => Should.ThrowAsync<AmazonSQSException>(call);

    private Task<SetQueueAttributesResponse> SetAsync(string url, string name, string value) =>
        _sqs.SetQueueAttributesAsync(url, new(StringComparer.Ordinal) { [name] = value }, Token);

    private async Task<string> CreateAsync(string name, params (string Name, string Value)[] attributes) =>
        (await _sqs.CreateQueueAsync(
            new CreateQueueRequest(name) { Attributes = attributes.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal) },
            Token)).QueueUrl;
}
