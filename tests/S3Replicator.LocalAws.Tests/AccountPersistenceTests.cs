using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies.Documents;
using S3Replicator.LocalAws.Tests.S3;

namespace S3Replicator.LocalAws.Tests;

/// <summary>Queues and roles that a data folder keeps.</summary>
public sealed class AccountPersistenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("local-aws-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queues_come_back_with_attributes_and_tags_and_without_their_messages()
    {
        await using (var aws = await StartAsync())
        {
            using var sqs = Sqs(aws);
            var dead = await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "dead.fifo", Attributes = new() { ["FifoQueue"] = "true" } }, Token);
            dead.QueueUrl.ShouldNotBeNull();
            var url = (await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "jobs", Tags = new() { ["team"] = "storage" } }, Token)).QueueUrl;
            await sqs.SetQueueAttributesAsync(url, new() { ["VisibilityTimeout"] = "77" }, Token);
            await sqs.SendMessageAsync(url, "lost", Token);
            var gone = (await sqs.CreateQueueAsync("gone", Token)).QueueUrl;
            await sqs.DeleteQueueAsync(gone, Token);
        }

        await using var again = await StartAsync();
        using var client = Sqs(again);
        (await client.ListQueuesAsync("", Token)).QueueUrls.Select(url => url.Split('/')[^1]).ShouldBe(["dead.fifo", "jobs"]);
        var jobs = (await client.GetQueueUrlAsync("jobs", Token)).QueueUrl;
        var attributes = await client.GetQueueAttributesAsync(jobs, ["All"], Token);
        attributes.VisibilityTimeout.ShouldBe(77);
        attributes.ApproximateNumberOfMessages.ShouldBe(0);
        (await client.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = jobs }, Token)).Tags["team"].ShouldBe("storage");
    }

    [Fact]
    public async Task Roles_come_back_with_trust_and_permissions()
    {
        const string Arn = "arn:aws:iam::000000000000:role/reader";
        await using (var aws = await StartAsync())
        {
            aws.Server.Roles.Define(new Role(Arn, UniqueIds.RoleIdOf(Arn))
            {
                TrustPolicy = PolicyDocument.Parse(
                    """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""", PolicyKind.Trust),
                PermissionPolicies = [PolicyDocument.Parse(
                    """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}""", PolicyKind.Identity)],
                MaxSessionDuration = TimeSpan.FromHours(2),
            });
        }

        await using var again = await StartAsync();
        using var sts = new AmazonSecurityTokenServiceClient(
            "test", "test", new AmazonSecurityTokenServiceConfig { ServiceURL = again.Server.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
        var session = (await sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = Arn, RoleSessionName = "s-1", DurationSeconds = 7200 }, Token)).Credentials;
        var client = again.ClientIn("us-east-1", session.AccessKeyId, session.SecretAccessKey, session.SessionToken);
        await client.ListBucketsAsync(Token);
        (await LocalS3.FailsAsync(() => client.PutBucketAsync("nope", Token))).ErrorCode.ShouldBe("AccessDenied");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"queues":[{"arn":"x","attributes":{},"tags":{}}]}""")]
    [InlineData("""{"roles":[{"arn":"arn:aws:iam::000000000000:role/r","trust":"{}","maxSessionSeconds":3600}]}""")]
    public async Task A_file_that_cannot_be_read_is_named_and_left_alone(string text)
    {
        var path = Path.Combine(_folder, "account.json");
        await File.WriteAllTextAsync(path, text, Token);

        var fault = await Should.ThrowAsync<DataFolderException>(() => StartAsync());

        fault.Message.ShouldStartWith(path);
        (await File.ReadAllTextAsync(path, Token)).ShouldBe(text);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<LocalS3> StartAsync() => LocalS3.StartAsync(new LocalAwsOptions { DataDirectory = _folder });

    private static AmazonSQSClient Sqs(LocalS3 aws) =>
        new("test", "test", new AmazonSQSConfig { ServiceURL = aws.Server.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
}
