using System.Net;
using System.Xml.Linq;

namespace S3Replicator.LocalAws.Tests.Sqs;

public sealed class QueryProtocolTests : IAsyncLifetime
{
    private static readonly XNamespace Sqs = "http://queue.amazonaws.com/doc/2012-11-05/";

    private readonly HttpClient _http = new();
    private TestAws _aws = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Signatures are not looked at with a clock of the test's own, so that plain forms can be posted.
        _aws = await TestAws.StartAsync(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56)));
        _http.BaseAddress = _aws.Endpoint;
        _http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=00");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _aws.DisposeAsync();
    }

    [Fact]
    public async Task Messages_go_through_with_attributes_and_entities()
    {
        var created = await PostAsync("/", "Action=CreateQueue&QueueName=jobs&Attribute.1.Name=DelaySeconds&Attribute.1.Value=0&Tag.1.Key=a&Tag.1.Value=b");
        var url = new Uri(created.Value("QueueUrl"));
        url.AbsolutePath.ShouldBe("/queue/eu-west-1/000000000000/jobs");

        var sent = await PostAsync(
            url.AbsolutePath,
            "Action=SendMessage&MessageBody=%3Ca%3E+%26+%C3%BC&MessageAttribute.1.Name=n&MessageAttribute.1.Value.StringValue=v&MessageAttribute.1.Value.DataType=String&MessageAttribute.2.Name=b&MessageAttribute.2.Value.BinaryValue=AQI%3D&MessageAttribute.2.Value.DataType=Binary");
        sent.Value("MD5OfMessageBody").Length.ShouldBe(32);

        var received = await PostAsync(url.AbsolutePath, "Action=ReceiveMessage&AttributeName.1=All&MessageAttributeName.1=All&MaxNumberOfMessages=10");
        var message = received.Root.Descendants(Sqs + "Message").Single();
        message.Element(Sqs + "Body")!.Value.ShouldBe("<a> & ü");
        message.Element(Sqs + "MD5OfMessageAttributes")!.Value.ShouldBe(sent.Value("MD5OfMessageAttributes"));
        message.Elements(Sqs + "Attribute").Select(a => a.Element(Sqs + "Name")!.Value).ShouldContain("ApproximateReceiveCount");
        message.Elements(Sqs + "MessageAttribute").First().Element(Sqs + "Value")!.Element(Sqs + "BinaryValue")!.Value.ShouldBe("AQI=");

        var handle = Uri.EscapeDataString(received.Value("ReceiptHandle"));
        var deleted = await PostAsync(
            url.AbsolutePath,
            $"Action=DeleteMessageBatch&DeleteMessageBatchRequestEntry.1.Id=x&DeleteMessageBatchRequestEntry.1.ReceiptHandle={handle}&DeleteMessageBatchRequestEntry.2.Id=y&DeleteMessageBatchRequestEntry.2.ReceiptHandle=bad");
        deleted.Root.Descendants(Sqs + "DeleteMessageBatchResultEntry").Single().Value.ShouldBe("x");
        deleted.Root.Descendants(Sqs + "BatchResultErrorEntry").Single().Element(Sqs + "Code")!.Value.ShouldBe("ReceiptHandleIsInvalid");
        _aws.Queue("jobs", "eu-west-1").Depth.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Actions_without_a_result_have_no_result_element()
    {
        var url = new Uri((await PostAsync("/", "Action=CreateQueue&QueueName=jobs")).Value("QueueUrl"));

        var answer = await PostAsync(url.AbsolutePath, "Action=SetQueueAttributes&Attribute.Name=VisibilityTimeout&Attribute.Value=5&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=6");

        answer.Root.Name.ShouldBe(Sqs + "SetQueueAttributesResponse");
        answer.Root.Elements().Single().Name.ShouldBe(Sqs + "ResponseMetadata");
        _aws.Queue("jobs", "eu-west-1").Settings.VisibilityTimeout.ShouldBe(6);
    }

    [Fact]
    public async Task A_get_with_everything_in_the_query_string_works_too()
    {
        await PostAsync("/", "Action=CreateQueue&QueueName=jobs");

        var answer = XDocument.Parse(await _http.GetStringAsync(new Uri(_aws.Endpoint, "/?Action=ListQueues&QueueNamePrefix=j"), Token));

        answer.Descendants(Sqs + "QueueUrl").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("/", "Action=Nonsense", 400, "InvalidAction")]
    [InlineData("/", "QueueName=x", 400, "MissingAction")]
    [InlineData("/", "Action=%zz", 400, "MalformedQueryString")]
    [InlineData("/", "Action=%ff", 400, "MalformedQueryString")]
    [InlineData("/", "Action=SendMessage&MessageBody=x", 400, "MissingParameter")]
    [InlineData("/000000000000/none", "Action=SendMessage&MessageBody=x", 400, "AWS.SimpleQueueService.NonExistentQueue")]
    [InlineData("/000000000000/none", "Action=ReceiveMessage&MaxNumberOfMessages=x", 400, "InvalidParameterValue")]
    public async Task Errors_have_the_shape_of_the_protocol(string path, string form, int status, string code)
    {
        var answer = await PostAsync(path, form, (HttpStatusCode)status);

        answer.Root.Name.ShouldBe(Sqs + "ErrorResponse");
        answer.Value("Code").ShouldBe(code);
        answer.Value("Type").ShouldBe("Sender");
        answer.Value("RequestId").Length.ShouldBe(36);
    }

    [Fact]
    public async Task The_JSON_protocol_says_the_same_error_in_header_and_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "AmazonSQS.GetQueueUrl");
        request.Content = new StringContent("{\"QueueName\":\"none\"}");
        using var response = await _http.SendAsync(request, Token);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-amz-json-1.0");
        response.Headers.GetValues("x-amzn-query-error").ShouldBe(["AWS.SimpleQueueService.NonExistentQueue;Sender"]);
        (await response.Content.ReadAsStringAsync(Token)).ShouldBe(
            "{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\",\"message\":\"The specified queue does not exist.\"}");
    }

    private async Task<(XElement Root, Func<string, string> Value)> PostAsync(
        string path, string form, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await _http.PostAsync(new Uri(_aws.Endpoint, path), content, Token);
        response.StatusCode.ShouldBe(expected);
        var root = XDocument.Parse(await response.Content.ReadAsStringAsync(Token)).Root!;
        return (root, name => root.Descendants(Sqs + name).First().Value);
    }
}
