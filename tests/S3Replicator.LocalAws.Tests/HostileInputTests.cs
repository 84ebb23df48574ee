using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.Identity.Policies.Documents;
using S3Replicator.LocalAws.Sqs;
using S3Replicator.LocalAws.Sts;

namespace S3Replicator.LocalAws.Tests;

/// <summary>Whatever comes, the answer is one of the protocol's own, never an exception.</summary>
public sealed class HostileInputTests
{
    private static readonly string[] Seeds =
    [
        """{"QueueUrl":"http://h/000000000000/jobs","MessageBody":"x\ud83d\ude00","DelaySeconds":1,"MessageAttributes":{"a":{"DataType":"Binary","BinaryValue":"AQI="}}}""",
        """{"QueueUrl":"http://h/000000000000/jobs","Entries":[{"Id":"1","ReceiptHandle":"AQEBAAAA","VisibilityTimeout":5},{"Id":"2","MessageBody":"b"}]}""",
        """{"QueueName":"q","Attributes":{"RedrivePolicy":"{\"deadLetterTargetArn\":\"a\",\"maxReceiveCount\":3}","Policy":"{}"},"tags":{"a":null}}""",
        """{"QueueUrl":"000000000000/jobs","AttributeNames":["All"],"MaxNumberOfMessages":10,"WaitTimeSeconds":0,"VisibilityTimeout":0}""",
        """{"SourceArn":"arn:aws:sqs:us-east-1:000000000000:jobs","TaskHandle":"e30=","Label":"l","AWSAccountIds":["1"],"Actions":["*"]}""",
        "QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=1&Tag.1.Key=a&Tag.1.Value=b",
        "QueueUrl=/000000000000/jobs&SendMessageBatchRequestEntry.1.Id=1&SendMessageBatchRequestEntry.1.MessageBody=%3Ca&MessageAttribute.1.Value.BinaryValue=x",
        "RoleArn=arn:aws:iam::000000000000:role/r&RoleSessionName=s1&Policy=%7B%7D&Tags.member.1.Key=a&DurationSeconds=900",
        "RoleArn=arn:aws:iam::000000000000:role/r&RoleSessionName=s1&WebIdentityToken=e30.e30.e30",
    ];

    private static readonly string[] SqsActions =
    [
        "CreateQueue", "GetQueueUrl", "ListQueues", "DeleteQueue", "PurgeQueue", "GetQueueAttributes", "SetQueueAttributes",
        "SendMessage", "SendMessageBatch", "ReceiveMessage", "DeleteMessage", "DeleteMessageBatch", "ChangeMessageVisibility",
        "ChangeMessageVisibilityBatch", "TagQueue", "UntagQueue", "ListQueueTags", "AddPermission", "RemovePermission",
        "ListDeadLetterSourceQueues", "StartMessageMoveTask", "CancelMessageMoveTask", "ListMessageMoveTasks", "Nonsense", "",
    ];

    private static readonly string[] StsActions = ["AssumeRole", "AssumeRoleWithWebIdentity", "GetCallerIdentity", "GetSessionToken", "x"];

    private readonly SqsEndpoint _sqs;
    private readonly StsEndpoint _sts;
    private readonly Principal _principal;

    public HostileInputTests()
    {
        var clock = TimeProvider.System;
        var credentials = new CredentialRegistry(clock);
        var authorizer = new Authorizer(credentials);
        _sqs = new SqsEndpoint(clock, authorizer, limits: new() { RecreateAfter = TimeSpan.Zero, PurgeEvery = TimeSpan.Zero });
        _sts = new StsEndpoint(credentials, new RoleRegistry(credentials), authorizer, clock);
        _principal = credentials.Find("test")!.Principal;
        _sqs.Create("arn:aws:sqs:us-east-1:000000000000:jobs");
    }

    [Property(MaxTest = 3000)]
    public Property Mangled_requests_get_an_answer() => Prop.ForAll(Mangled().ToArbitrary(), request => Answers(request));

    [Property(MaxTest = 1000)]
    public Property Mangled_policies_are_parsed_or_refused() => Prop.ForAll(
        (from cut in ArbMap.Default.GeneratorFor<byte[]>()
         select Mangle("""{"Version":"2012-10-17","Id":"i","Statement":[{"Sid":"s","Effect":"Allow","Principal":{"AWS":["*"]},"NotAction":"s3:*","Resource":["*"],"Condition":{"ForAnyValue:StringLikeIfExists":{"aws:TagKeys":["a",1,true]}}}]}""", cut)).ToArbitrary(),
        text =>
        {
            var parse = PolicyParser.Parse(Encoding.Latin1.GetString(text), PolicyKind.Resource);
            return parse.Document is null != parse.Error is null;
        });

    [Theory]
    [InlineData("AmazonSQS.SendMessage", "{\"QueueUrl\":\"/000000000000/jobs\",\"MessageBody\":\"\\ud800\"}", "com.amazon.coral.service#SerializationException")]
    [InlineData("AmazonSQS.SendMessage", "{\"QueueUrl\":7}", "NUMBER_VALUE can not be converted to a String")]
    [InlineData("AmazonSQS.SendMessage", "[]", "com.amazon.coral.service#SerializationException")]
    [InlineData("AmazonSQS.SendMessage", "{\"QueueUrl\":", "com.amazon.coral.service#SerializationException")]
    [InlineData("AmazonSQS.SendMessage", "{} {}", "com.amazon.coral.service#SerializationException")]
    [InlineData("AmazonSQS.SendMessage", "{\"DelaySeconds\":\"5\"}", "STRING_VALUE can not be converted to an Integer")]
    [InlineData("AmazonSQS.SendMessage", "{\"DelaySeconds\":99999999999}", "com.amazon.coral.service#SerializationException")]
    [InlineData("AmazonSQS.Nonsense", "{}", "com.amazon.coral.service#UnknownOperationException")]
    [InlineData("DynamoDB_20120810.ListTables", "{}", "com.amazon.coral.service#UnknownOperationException")]
    public async Task Broken_JSON_is_named(string target, string body, string expected)
    {
        var (status, answer) = await AskAsync(sts: false, target, Encoding.UTF8.GetBytes(body));

        status.ShouldBe(400);
        answer.ShouldContain(expected);
    }

    [Fact]
    public async Task Deep_nesting_is_refused_or_passed_over()
    {
        var deep = Encoding.UTF8.GetBytes("{\"x\":" + new string('[', 100_000));

        (await AskAsync(sts: false, "AmazonSQS.ListQueues", deep)).Status.ShouldBe(400);
    }

    private static Gen<(bool Sts, string? Target, byte[] Body)> Mangled() =>
        from seed in Gen.Elements(Seeds)
        from isSts in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from action in Gen.Elements(isSts ? StsActions : SqsActions)
        from cut in ArbMap.Default.GeneratorFor<byte[]>()
        let isJson = seed[0] == '{' && !isSts
        let body = Mangle(isJson ? seed : $"Action={action}&{seed}", cut)
        select (isSts, isJson ? "AmazonSQS." + action : null, body);

    // Each pair of bytes says where something is overwritten, taken out or doubled.
    private static byte[] Mangle(string text, byte[] cuts)
    {
        var bytes = Encoding.UTF8.GetBytes(text).ToList();
        for (var i = 0; i + 1 < cuts.Length && bytes.Count > 0; i += 2)
        {
            var at = cuts[i] * bytes.Count / 256;
            switch (cuts[i + 1] % 3)
            {
                case 0:
                    bytes[at] = cuts[i + 1];
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(8, bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }

    private bool Answers((bool Sts, string? Target, byte[] Body) request)
    {
        var task = AskAsync(request.Sts, request.Target, request.Body);

        // A request that happens to ask for a long poll is an answer too, only later.
        return !task.IsCompleted || task.Result.Status is >= 200 and < 500 or 501;
    }

    private async Task<(int Status, string Answer)> AskAsync(bool sts, string? target, byte[] body)
    {
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = answer } };
        context.Request.Headers["X-Amz-Target"] = target;
        if (sts)
        {
            await _sts.HandleAsync(context, _principal, body, TestContext.Current.CancellationToken);
        }
        else
        {
            await _sqs.HandleAsync(context, _principal, "us-east-1", body, TestContext.Current.CancellationToken);
        }

        await context.Response.BodyWriter.FlushAsync(TestContext.Current.CancellationToken);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }
}
