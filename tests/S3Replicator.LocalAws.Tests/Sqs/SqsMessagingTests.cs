using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Time.Testing;

namespace S3Replicator.LocalAws.Tests.Sqs;

public sealed class SqsMessagingTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private TestAws _aws = null!;
    private AmazonSQSClient _sqs = null!;
    private string _url = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await TestAws.StartAsync(_clock);
        _sqs = _aws.Client();
        _url = (await _sqs.CreateQueueAsync("jobs", Token)).QueueUrl;
    }

    public async ValueTask DisposeAsync()
    {
        _sqs.Dispose();
        await _aws.DisposeAsync();
    }

    // The SDK itself compares the digests of bodies and attributes, on the way out and in.
    [Fact]
    public async Task A_sent_message_is_received_with_its_body_attributes_and_digests()
    {
        var sent = await _sqs.SendMessageAsync(
            new SendMessageRequest(_url, "{\"a\":\"ü\U0001F600\\u0001\"}")
            {
                MessageAttributes = new(StringComparer.Ordinal)
                {
                    ["kind"] = new() { DataType = "String", StringValue = "put" },
                    ["Size"] = new() { DataType = "Number.int", StringValue = "12" },
                    ["blob"] = new() { DataType = "Binary", BinaryValue = new MemoryStream([1, 2, 3]) },
                },
                MessageSystemAttributes = new(StringComparer.Ordinal)
                {
                    ["AWSTraceHeader"] = new() { DataType = "String", StringValue = "Root=1-5759e988-bd862e3fe1be46a994272793" },
                },
            },
            Token);

        var received = await _sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(_url) { MessageAttributeNames = ["All"], MessageSystemAttributeNames = ["All"] }, Token);

        var message = received.Messages.ShouldHaveSingleItem();
        message.Body.ShouldBe("{\"a\":\"ü\U0001F600\\u0001\"}");
        message.MessageId.ShouldBe(sent.MessageId);
        message.MD5OfMessageAttributes.ShouldBe(sent.MD5OfMessageAttributes);
        message.MessageAttributes["blob"].BinaryValue.ToArray().ShouldBe([1, 2, 3]);
        message.MessageAttributes["Size"].DataType.ShouldBe("Number.int");
        message.Attributes["ApproximateReceiveCount"].ShouldBe("1");
        message.Attributes["SentTimestamp"].ShouldBe("1767323045000");
        message.Attributes["ApproximateFirstReceiveTimestamp"].ShouldBe("1767323045000");
        message.Attributes["SenderId"].ShouldStartWith("AIDA");
        message.Attributes["AWSTraceHeader"].ShouldStartWith("Root=");
        sent.MD5OfMessageSystemAttributes.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Hel.*", "Hello,Help.Me")]
    [InlineData("Hello", "Hello")]
    [InlineData(".*", "General,Hello,Help.Me")]
    [InlineData("Foo", "")]
    public async Task Message_attributes_are_chosen_by_name_and_prefix(string filter, string expected)
    {
        await _sqs.SendMessageAsync(
            new SendMessageRequest(_url, "msg")
            {
                MessageAttributes = new(StringComparer.Ordinal)
                {
                    ["Help.Me"] = new() { DataType = "String", StringValue = "Me" },
                    ["Hello"] = new() { DataType = "String", StringValue = "There" },
                    ["General"] = new() { DataType = "String", StringValue = "Kenobi" },
                },
            },
            Token);

        var received = await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(_url) { MessageAttributeNames = [filter] }, Token);

        string.Join(',', received.Messages[0].MessageAttributes?.Keys.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>())
            .ShouldBe(expected);
    }

    [Fact]
    public async Task A_received_message_is_hidden_until_it_is_deleted()
    {
        await _sqs.SendMessageAsync(_url, "a", Token);
        var handle = await ReceiveOneAsync();

        (await _sqs.ReceiveMessageAsync(_url, Token)).Messages.ShouldBeNull();
        await _sqs.DeleteMessageAsync(_url, handle, Token);
        await _sqs.DeleteMessageAsync(_url, handle, Token);

        _aws.Queue("jobs").Depth.Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_comes_back_when_its_visibility_timeout_is_over()
    {
        await _sqs.SendMessageAsync(_url, "a", Token);
        await ReceiveOneAsync(visibility: 5);

        _clock.Advance(TimeSpan.FromSeconds(4.999));
        _aws.Queue("jobs").Depth.ShouldBe(new(0, 1, 0));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        _aws.Queue("jobs").Depth.ShouldBe(new(1, 0, 0));

        var again = await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(_url) { MessageSystemAttributeNames = ["All"] }, Token);
        again.Messages[0].Attributes["ApproximateReceiveCount"].ShouldBe("2");
        again.Messages[0].Attributes["ApproximateFirstReceiveTimestamp"].ShouldBe("1767323045000");
    }

    [Fact]
    public async Task An_old_handle_deletes_nothing_and_says_yes()
    {
        await _sqs.SendMessageAsync(_url, "a", Token);
        var old = await ReceiveOneAsync(visibility: 5);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await ReceiveOneAsync();

        await _sqs.DeleteMessageAsync(_url, old, Token);

        _aws.Queue("jobs").Depth.Total.ShouldBe(1);
        (await FailsAsync(() => _sqs.ChangeMessageVisibilityAsync(_url, old, 60, Token))).Message
            .ShouldContain("Reason: Message does not exist or is not available for visibility timeout change.");
    }

    [Fact]
    public async Task A_handle_whose_time_ran_out_still_holds_while_nobody_else_received_the_message()
    {
        await _sqs.SendMessageAsync(_url, "a", Token);
        var handle = await ReceiveOneAsync(visibility: 5);
        _clock.Advance(TimeSpan.FromSeconds(6));

        await _sqs.ChangeMessageVisibilityAsync(_url, handle, 60, Token);
        (await _sqs.ReceiveMessageAsync(_url, Token)).Messages.ShouldBeNull();
        _clock.Advance(TimeSpan.FromSeconds(61));
        await _sqs.DeleteMessageAsync(_url, handle, Token);

        _aws.Queue("jobs").Depth.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Visibility_zero_releases_a_message_at_once()
    {
        await _sqs.SendMessageAsync(_url, "a", Token);
        await _sqs.ChangeMessageVisibilityAsync(_url, await ReceiveOneAsync(), 0, Token);

        (await ReceiveOneAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_message_cannot_be_kept_hidden_beyond_twelve_hours_in_all()
    {
        await _sqs.SendMessageAsync(_url, "a", Token);
        var handle = await ReceiveOneAsync();
        await _sqs.ChangeMessageVisibilityAsync(_url, handle, 43_200, Token);
        _clock.Advance(TimeSpan.FromHours(1));

        var error = await FailsAsync(() => _sqs.ChangeMessageVisibilityAsync(_url, handle, 39_601, Token));

        error.ErrorCode.ShouldBe("InvalidParameterValue");
        error.Message.ShouldBe("Value 39601 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]");
        await _sqs.ChangeMessageVisibilityAsync(_url, handle, 39_600, Token);
    }

    [Fact]
    public async Task A_long_poll_is_woken_by_a_message_at_once()
    {
        var waiting = _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(_url) { WaitTimeSeconds = 20 }, Token);
        await UntilWaitingAsync(1);

        await _sqs.SendMessageAsync(_url, "a", Token);

        (await waiting).Messages.ShouldHaveSingleItem().Body.ShouldBe("a");
    }

    [Fact]
    public async Task A_long_poll_is_woken_when_a_hidden_or_delayed_message_becomes_visible()
    {
        await _sqs.SendMessageAsync(new SendMessageRequest(_url, "late") { DelaySeconds = 7 }, Token);
        var waiting = _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(_url) { WaitTimeSeconds = 20 }, Token);
        await UntilWaitingAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(7));

        (await waiting).Messages.ShouldHaveSingleItem().Body.ShouldBe("late");

        var again = _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(_url) { WaitTimeSeconds = 20 }, Token);
        await UntilWaitingAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(19));
        again.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await again).Messages.ShouldBeNull();
    }

    [Fact]
    public async Task Waiting_receives_are_served_in_order_of_arrival_and_a_batch_is_not_scattered()
    {
        var first = _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(_url) { WaitTimeSeconds = 20, MaxNumberOfMessages = 2 }, Token);
        await UntilWaitingAsync(1);
        using var other = _aws.Client();
        var second = other.ReceiveMessageAsync(new ReceiveMessageRequest(_url) { WaitTimeSeconds = 20, MaxNumberOfMessages = 10 }, Token);
        await UntilWaitingAsync(2);

        await _sqs.SendMessageBatchAsync(_url, [new("1", "a"), new("2", "b"), new("3", "c")], Token);

        (await first).Messages.Select(m => m.Body).ShouldBe(["a", "b"]);
        (await second).Messages.Select(m => m.Body).ShouldBe(["c"]);
    }

    [Fact]
    public async Task A_client_that_goes_away_takes_no_message_with_it()
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waiting = _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(_url) { WaitTimeSeconds = 20 }, gone.Token);
        await UntilWaitingAsync(1);
        await gone.CancelAsync();
        await Should.ThrowAsync<Exception>(() => waiting);
        await UntilWaitingAsync(0);

        await _sqs.SendMessageAsync(_url, "a", Token);

        _aws.Queue("jobs").Depth.ShouldBe(new(1, 0, 0));
    }

    [Fact]
    public async Task A_failed_entry_fails_alone_inside_an_answer_of_200()
    {
        await _sqs.SendMessageAsync(_url, "a", Token);
        var handle = await ReceiveOneAsync();

        var deleted = await _sqs.DeleteMessageBatchAsync(_url, [new("good", handle), new("bad", "AQEBnonsense")], Token);

        deleted.Successful.ShouldHaveSingleItem().Id.ShouldBe("good");
        var failed = deleted.Failed.ShouldHaveSingleItem();
        (failed.Id, failed.Code, failed.SenderFault).ShouldBe(("bad", "ReceiptHandleIsInvalid", true));

        var sent = await _sqs.SendMessageBatchAsync(_url, [new("1", "ok"), new("2", "\u0001")], Token);
        sent.Successful.ShouldHaveSingleItem().Id.ShouldBe("1");
        sent.Failed.ShouldHaveSingleItem().Code.ShouldBe("InvalidMessageContents");

        var changed = await _sqs.ChangeMessageVisibilityBatchAsync(
            _url, [new("1", handle) { VisibilityTimeout = 50_000 }, new("2", handle) { VisibilityTimeout = 5 }], Token);
        changed.Failed.Select(f => f.Code).ShouldBe(["InvalidParameterValue", "InvalidParameterValue"]);
    }

    [Fact]
    public async Task A_handle_of_another_queue_is_no_handle()
    {
        var other = (await _sqs.CreateQueueAsync("other", Token)).QueueUrl;
        await _sqs.SendMessageAsync(_url, "a", Token);

        (await FailsAsync(async () => await _sqs.DeleteMessageAsync(other, await ReceiveOneAsync(), Token)))
            .ShouldBeOfType<ReceiptHandleIsInvalidException>();
    }

    [Fact]
    public async Task Batches_are_checked_as_a_whole()
    {
        (await FailsAsync(() => _sqs.SendMessageBatchAsync(_url, [new("a", "1"), new("a", "2")], Token)))
            .ShouldBeOfType<BatchEntryIdsNotDistinctException>();
        (await FailsAsync(() => _sqs.SendMessageBatchAsync(_url, [new("a b", "1")], Token)))
            .ShouldBeOfType<InvalidBatchEntryIdException>();
        (await FailsAsync(() => _sqs.SendMessageBatchAsync(_url, [.. Enumerable.Range(0, 11).Select(i => Entry(i, "x"))], Token)))
            .Message.ShouldBe("Maximum number of entries per request are 10. You have sent 11.");
        (await FailsAsync(() => _sqs.SendMessageBatchAsync(_url, [Entry(1, new string('x', 1_048_576)), Entry(2, "x")], Token)))
            .ShouldBeOfType<BatchRequestTooLongException>();
        (await FailsAsync(() => _sqs.DeleteMessageBatchAsync(_url, [], Token))).ShouldBeOfType<EmptyBatchRequestException>();
    }

    [Fact]
    public async Task The_size_limit_counts_body_and_attributes()
    {
        await _sqs.SetQueueAttributesAsync(_url, new(StringComparer.Ordinal) { ["MaximumMessageSize"] = "1024" }, Token);
        await _sqs.SendMessageAsync(_url, new string('x', 1024), Token);

        var error = await FailsAsync(() => _sqs.SendMessageAsync(
            new SendMessageRequest(_url, new string('x', 1010))
            {
                MessageAttributes = new(StringComparer.Ordinal) { ["name"] = new() { DataType = "String", StringValue = "value" } },
            },
            Token));

        error.Message.ShouldBe("One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.");
    }

    [Fact]
    public async Task Values_out_of_range_are_refused()
    {
        (await FailsAsync(() => _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(_url) { MaxNumberOfMessages = 11 }, Token))).Message
            .ShouldBe("Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.");
        (await FailsAsync(() => _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(_url) { WaitTimeSeconds = 21 }, Token))).ErrorCode
            .ShouldBe("InvalidParameterValue");
        (await FailsAsync(() => _sqs.SendMessageAsync(new SendMessageRequest(_url, "x") { DelaySeconds = 901 }, Token))).ErrorCode
            .ShouldBe("InvalidParameterValue");
        (await FailsAsync(() => _sqs.SendMessageAsync(_url, string.Empty, Token))).ErrorCode.ShouldBe("MissingParameter");
        (await FailsAsync(() => _sqs.SendMessageAsync(
            new SendMessageRequest(_url, "x")
            {
                MessageAttributes = new(StringComparer.Ordinal) { ["e"] = new() { DataType = "String", StringValue = string.Empty } },
            },
            Token))).Message.ShouldBe("Message (user) attribute 'e' must contain a non-empty value of type 'String'.");
    }

    [Fact]
    public async Task Too_many_messages_in_flight_is_over_the_limit_for_short_polls_only()
    {
        await using var small = await TestAws.StartAsync(limits: new() { InFlight = 2 });
        using var sqs = small.Client();
        var url = (await sqs.CreateQueueAsync("jobs", Token)).QueueUrl;
        await sqs.SendMessageBatchAsync(url, [new("1", "a"), new("2", "b"), new("3", "c")], Token);
        var received = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest(url) { MaxNumberOfMessages = 10 }, Token);
        received.Messages.Count.ShouldBe(2);

        (await FailsAsync(() => sqs.ReceiveMessageAsync(url, Token))).ShouldBeOfType<OverLimitException>();
        var waiting = sqs.ReceiveMessageAsync(new ReceiveMessageRequest(url) { WaitTimeSeconds = 20 }, Token);
        await UntilWaitingAsync(1, small);
        await sqs.DeleteMessageAsync(url, received.Messages[0].ReceiptHandle, Token);

        (await waiting).Messages.ShouldHaveSingleItem().Body.ShouldBe("c");
    }

    [Fact]
    public async Task A_message_older_than_the_retention_period_is_gone_even_in_flight()
    {
        await _sqs.SetQueueAttributesAsync(_url, new(StringComparer.Ordinal) { ["MessageRetentionPeriod"] = "60" }, Token);
        await _sqs.SendMessageBatchAsync(_url, [new("1", "a"), new("2", "b")], Token);
        var handle = await ReceiveOneAsync(visibility: 600);

        _clock.Advance(TimeSpan.FromSeconds(60));

        _aws.Queue("jobs").Depth.Total.ShouldBe(0);
        await _sqs.DeleteMessageAsync(_url, handle, Token);
    }

    private static SendMessageBatchRequestEntry Entry(int id, string body) =>
        new(id.ToString(System.Globalization.CultureInfo.InvariantCulture), body);

    private static Task<AmazonSQSException> FailsAsync(Func<Task> call) => Should.ThrowAsync<AmazonSQSException>(call);

    private async Task<string> ReceiveOneAsync(int? visibility = null)
    {
        var request = new ReceiveMessageRequest(_url) { VisibilityTimeout = visibility };
        return (await _sqs.ReceiveMessageAsync(request, Token)).Messages.ShouldHaveSingleItem().ReceiptHandle;
    }

    private Task UntilWaitingAsync(int receives, TestAws? aws = null) =>
        Until.TrueAsync(() => (aws ?? _aws).Queue("jobs").Waiting == receives);
}
