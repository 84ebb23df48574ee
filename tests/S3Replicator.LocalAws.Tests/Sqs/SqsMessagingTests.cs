using Amazon.SQS;
using Amazon.SQS.Model;

namespace S3Replicator.LocalAws.Tests.Sqs;

public sealed class SqsMessagingTests : IAsyncLifetime
{
    private UnsignedAws _aws = null!;
    private AmazonSQSClient _sqs = null!;
    private string _url = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await UnsignedAws.StartAsync();
        _sqs = _aws.Client();
        _url = (await _sqs.CreateQueueAsync("jobs", Token)).QueueUrl;
    }

    public async ValueTask DisposeAsync()
    {
        _sqs.Dispose();
        await _aws.DisposeAsync();
    }

    [Fact]
    public async Task A_sent_message_is_received_with_its_body_attributes_and_digests()
    {
        var sent = await _sqs.SendMessageAsync(
            new SendMessageRequest(_url, "{\"a\":\"ü\U0001F600\"}")
            {
                MessageAttributes = new(StringComparer.Ordinal)
                {
                    ["kind"] = new() { DataType = "String", StringValue = "put" },
                    ["blob"] = new() { DataType = "Binary", BinaryValue = new MemoryStream([1, 2, 3]) },
                },
            },
            Token);

        var received = await _sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(_url) { MessageAttributeNames = ["All"], MessageSystemAttributeNames = ["All"] }, Token);

        var message = received.Messages.ShouldHaveSingleItem();
        message.Body.ShouldBe("{\"a\":\"ü\U0001F600\"}");
        message.MessageId.ShouldBe(sent.MessageId);
        message.MD5OfMessageAttributes.ShouldBe(sent.MD5OfMessageAttributes);
        message.MessageAttributes["blob"].BinaryValue.ToArray().ShouldBe([1, 2, 3]);
        message.Attributes["ApproximateReceiveCount"].ShouldBe("1");
        message.Attributes["SenderId"].ShouldStartWith("AIDA");
    }

    [Fact]
    public async Task A_received_message_is_hidden_until_it_is_deleted()
    {
        await _sqs.SendMessageAsync(_url, "a", Token);
        var received = await _sqs.ReceiveMessageAsync(_url, Token);

        (await _sqs.ReceiveMessageAsync(_url, Token)).Messages.ShouldBeNull();
        await _sqs.DeleteMessageAsync(_url, received.Messages[0].ReceiptHandle, Token);

        _aws.Queue("jobs").Depth.Total.ShouldBe(0);
    }
}
