using System.Text.Json;

namespace S3Replicator.Tests.Local;

/// <summary>Debian's awscli on queues, notifications and roles.</summary>
public sealed class AwsCliQueueTests(LocalWithClient local) : IClassFixture<LocalWithClient>
{
    private const string Role = "arn:aws:iam::000000000000:role/s3replicator";

    private const string PolicyForS3 = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage",
         "Resource":"arn:aws:sqs:us-east-1:000000000000:events","Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:s3:::notified"}}}]}
        """;

    private readonly AwsCli _aws = new(local.Endpoint, local.Folder);

    [Fact]
    public async Task Creates_a_queue_sends_receives_and_deletes_a_message_and_the_queue()
    {
        var queue = await CreateQueueAsync("messages");
        await _aws.RunAsync("sqs", "send-message", "--queue-url", queue, "--message-body", "hello ü");

        var message = (await ReceiveAsync(queue)).ShouldHaveSingleItem();
        message.GetProperty("Body").GetString().ShouldBe("hello ü");
        await _aws.RunAsync("sqs", "delete-message", "--queue-url", queue, "--receipt-handle", message.GetProperty("ReceiptHandle").GetString()!);

        var attributes = await _aws.AskAsync("sqs", "get-queue-attributes", "--queue-url", queue, "--attribute-names", "All");
        attributes.GetProperty("Attributes").GetProperty("ApproximateNumberOfMessages").GetString().ShouldBe("0");
        attributes.GetProperty("Attributes").GetProperty("ApproximateNumberOfMessagesNotVisible").GetString().ShouldBe("0");
        await _aws.RunAsync("sqs", "delete-queue", "--queue-url", queue);
        (await _aws.TryAsync("sqs", "get-queue-url", "--queue-name", "messages")).StandardError.ShouldContain("NonExistentQueue");
    }

    [Fact]
    public async Task Sends_an_event_for_an_object_under_the_prefix_of_a_notification()
    {
        var queue = await CreateQueueAsync("events");
        await _aws.RunAsync("sqs", "set-queue-attributes", "--queue-url", queue, "--attributes", JsonSerializer.Serialize(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Policy"] = PolicyForS3 }));
        await _aws.RunAsync("s3", "mb", "s3://notified");
        await _aws.RunAsync("s3api", "put-bucket-notification-configuration", "--bucket", "notified", "--notification-configuration", """
            {"QueueConfigurations":[{"Id":"in","QueueArn":"arn:aws:sqs:us-east-1:000000000000:events","Events":["s3:ObjectCreated:*"],
             "Filter":{"Key":{"FilterRules":[{"Name":"prefix","Value":"in/"}]}}}]}
            """);
        BodyOf((await ReceiveAsync(queue)).ShouldHaveSingleItem()).GetProperty("Event").GetString().ShouldBe("s3:TestEvent");

        var body = Path.Combine(local.Folder, "event.txt");
        await File.WriteAllTextAsync(body, "hello", TestContext.Current.CancellationToken);
        await _aws.RunAsync("s3", "cp", "--no-progress", body, "s3://notified/out/of it");
        await _aws.RunAsync("s3", "cp", "--no-progress", body, "s3://notified/in/a b+ü.txt");

        var record = BodyOf((await ReceiveAsync(queue)).ShouldHaveSingleItem()).GetProperty("Records").EnumerateArray().Single();
        record.GetProperty("eventName").GetString().ShouldBe("ObjectCreated:Put");
        record.GetProperty("s3").GetProperty("bucket").GetProperty("name").GetString().ShouldBe("notified");
        record.GetProperty("s3").GetProperty("object").GetProperty("key").GetString().ShouldBe("in/a+b%2B%C3%BC.txt");
        record.GetProperty("s3").GetProperty("object").GetProperty("size").GetInt64().ShouldBe(5);
    }

    [Fact]
    public async Task Says_who_the_caller_is_and_lets_it_act_as_a_role()
    {
        (await _aws.AskAsync("sts", "get-caller-identity")).GetProperty("Account").GetString().ShouldBe("000000000000");
        var assumed = await _aws.AskAsync("sts", "assume-role", "--role-arn", Role, "--role-session-name", "me");
        var credentials = assumed.GetProperty("Credentials");
        var session = _aws with
        {
            AccessKeyId = credentials.GetProperty("AccessKeyId").GetString()!,
            SecretAccessKey = credentials.GetProperty("SecretAccessKey").GetString()!,
            SessionToken = credentials.GetProperty("SessionToken").GetString()!,
        };

        var identity = await session.AskAsync("sts", "get-caller-identity");
        identity.GetProperty("Arn").GetString().ShouldBe("arn:aws:sts::000000000000:assumed-role/s3replicator/me");
        identity.GetProperty("UserId").GetString().ShouldBe(assumed.GetProperty("AssumedRoleUser").GetProperty("AssumedRoleId").GetString());
        await session.RunAsync("s3", "mb", "s3://made-by-the-role");
        (await (session with { SessionToken = "another" }).TryAsync("s3", "ls")).StandardError.ShouldContain("(InvalidToken)");
    }

    [Fact]
    public async Task A_wrong_secret_does_not_match_for_SQS_and_STS_either()
    {
        var wrong = _aws with { SecretAccessKey = "wrong" };

        (await wrong.TryAsync("sqs", "list-queues")).StandardError.ShouldContain("(SignatureDoesNotMatch)");
        (await wrong.TryAsync("sts", "get-caller-identity")).StandardError.ShouldContain("(SignatureDoesNotMatch)");
    }

    private async Task<string> CreateQueueAsync(string name) =>
        (await _aws.AskAsync("sqs", "create-queue", "--queue-name", name)).GetProperty("QueueUrl").GetString()!;

    private async Task<IReadOnlyList<JsonElement>> ReceiveAsync(string queue)
    {
        var received = await _aws.AskAsync("sqs", "receive-message", "--queue-url", queue, "--wait-time-seconds", "20", "--max-number-of-messages", "10");
        return received.TryGetProperty("Messages", out var messages) ? [.. messages.EnumerateArray()] : [];
    }

    private static JsonElement BodyOf(JsonElement message) => JsonDocument.Parse(message.GetProperty("Body").GetString()!).RootElement;
}
