using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Time.Testing;

namespace S3Replicator.LocalAws.Tests.Sqs;

public sealed class FifoTests : IAsyncLifetime
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
        _url = await CreateAsync("jobs.fifo", ("ContentBasedDeduplication", "true"));
    }

    public async ValueTask DisposeAsync()
    {
        _sqs.Dispose();
        await _aws.DisposeAsync();
    }

    [Fact]
    public async Task A_group_is_received_in_order_and_waits_while_one_of_it_is_in_flight()
    {
        await SendAsync("a1", "a");
        await SendAsync("a2", "a");
        await SendAsync("b1", "b");

        var first = await ReceiveAsync(1);
        (await ReceiveAsync(10)).Select(m => m.Body).ShouldBe(["b1"]);
        (await ReceiveAsync(10)).ShouldBeEmpty();
        await _sqs.DeleteMessageAsync(_url, first[0].ReceiptHandle, Token);

        (await ReceiveAsync(10)).Select(m => m.Body).ShouldBe(["a2"]);
    }

    [Fact]
    public async Task One_receive_takes_as_much_of_a_group_as_it_can()
    {
        foreach (var body in (string[])["a1", "b1", "a2", "b2", "a3"])
        {
            await SendAsync(body, body[..1]);
        }

        (await ReceiveAsync(4)).Select(m => m.Body).ShouldBe(["a1", "a2", "a3", "b1"]);
    }

    [Fact]
    public async Task A_message_that_comes_back_is_first_in_its_group_again()
    {
        await SendAsync("a1", "a");
        await SendAsync("a2", "a");
        var first = await ReceiveAsync(1);
        await _sqs.ChangeMessageVisibilityAsync(_url, first[0].ReceiptHandle, 0, Token);

        (await ReceiveAsync(10)).Select(m => m.Body).ShouldBe(["a1", "a2"]);
    }

    [Fact]
    public async Task A_duplicate_within_five_minutes_is_answered_and_dropped_even_after_the_deletion()
    {
        var first = await SendAsync("same", "a");
        var received = await ReceiveAsync(1);
        await _sqs.DeleteMessageAsync(_url, received[0].ReceiptHandle, Token);
        _clock.Advance(TimeSpan.FromSeconds(299));

        var second = await SendAsync("same", "b");
        (second.MessageId, second.SequenceNumber).ShouldBe((first.MessageId, first.SequenceNumber));
        (await ReceiveAsync(1)).ShouldBeEmpty();

        _clock.Advance(TimeSpan.FromSeconds(1));
        await SendAsync("same", "b");
        (await ReceiveAsync(1)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Deduplication_can_be_by_group()
    {
        await _sqs.SetQueueAttributesAsync(
            _url, new(StringComparer.Ordinal) { ["DeduplicationScope"] = "messageGroup", ["FifoThroughputLimit"] = "perMessageGroupId" }, Token);
        await SendAsync("same", "a");
        await SendAsync("same", "b");
        await SendAsync("same", "b");

        (await ReceiveAsync(10)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Sequence_numbers_rise_and_system_attributes_are_there()
    {
        var first = await SendAsync("1", "a");
        var second = await SendAsync("2", "a");

        string.CompareOrdinal(second.SequenceNumber, first.SequenceNumber).ShouldBeGreaterThan(0);
        first.SequenceNumber.Length.ShouldBe(20);
        var message = (await ReceiveAsync(1))[0];
        message.Attributes["SequenceNumber"].ShouldBe(first.SequenceNumber);
        message.Attributes["MessageGroupId"].ShouldBe("a");
        message.Attributes["MessageDeduplicationId"].Length.ShouldBe(64);
    }

    [Fact]
    public async Task A_handle_ends_with_its_visibility()
    {
        await SendAsync("1", "a");
        var handle = (await ReceiveAsync(1))[0].ReceiptHandle;
        _clock.Advance(TimeSpan.FromSeconds(30));

        (await FailsAsync(() => _sqs.DeleteMessageAsync(_url, handle, Token))).Message
            .ShouldBe($"Value {handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.");
        (await FailsAsync(() => _sqs.ChangeMessageVisibilityAsync(_url, handle, 5, Token))).ErrorCode.ShouldBe("InvalidParameterValue");
    }

    [Fact]
    public async Task A_receive_repeated_with_its_attempt_id_gets_the_same_messages()
    {
        await SendAsync("1", "a");
        var request = new ReceiveMessageRequest(_url) { ReceiveRequestAttemptId = "try-1", MaxNumberOfMessages = 10 };
        var first = (await _sqs.ReceiveMessageAsync(request, Token)).Messages;
        _clock.Advance(TimeSpan.FromSeconds(20));
        var second = (await _sqs.ReceiveMessageAsync(request, Token)).Messages;
        second[0].ReceiptHandle.ShouldBe(first[0].ReceiptHandle);

        _clock.Advance(TimeSpan.FromSeconds(20));
        await _sqs.DeleteMessageAsync(_url, first[0].ReceiptHandle, Token);
        (await _sqs.ReceiveMessageAsync(request, Token)).Messages.ShouldBeNull();
    }

    [Fact]
    public async Task What_a_FIFO_queue_needs_must_be_given_and_what_it_does_not_take_is_refused()
    {
        var plain = await CreateAsync("plain.fifo");
        (await FailsAsync(() => _sqs.SendMessageAsync(plain, "x", Token))).Message
            .ShouldBe("The request must contain the parameter MessageGroupId.");
        (await FailsAsync(() => _sqs.SendMessageAsync(new SendMessageRequest(plain, "x") { MessageGroupId = "a" }, Token))).Message
            .ShouldBe("The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
        (await FailsAsync(() => _sqs.SendMessageAsync(
            new SendMessageRequest(_url, "x") { MessageGroupId = "a", DelaySeconds = 2 }, Token))).Message
            .ShouldBe("Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.");
        (await FailsAsync(() => _sqs.SendMessageBatchAsync(_url, [new("1", "x")], Token))).ErrorCode.ShouldBe("InvalidParameterValue");
        (await FailsAsync(() => CreateAsync("standard", ("FifoQueue", "true")))).ErrorCode.ShouldBe("InvalidParameterValue");
        (await FailsAsync(() => _sqs.SetQueueAttributesAsync(
            _url, new(StringComparer.Ordinal) { ["FifoQueue"] = "false" }, Token))).Message
            .ShouldBe("Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.");
    }

    private static Task<AmazonSQSException> FailsAsync(Func<Task> call) => Should.ThrowAsync<AmazonSQSException>(call);

    private Task<SendMessageResponse> SendAsync(string body, string group) =>
        _sqs.SendMessageAsync(new SendMessageRequest(_url, body) { MessageGroupId = group }, Token);

    private async Task<List<Message>> ReceiveAsync(int most) =>
        (await _sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(_url) { MaxNumberOfMessages = most, MessageSystemAttributeNames = ["All"] }, Token)).Messages ?? [];

    private async Task<string> CreateAsync(string name, params (string Name, string Value)[] attributes)
    {
        var all = attributes.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);
        all["FifoQueue"] = "true";
        return (await _sqs.CreateQueueAsync(new CreateQueueRequest(name) { Attributes = all }, Token)).QueueUrl;
    }
}
