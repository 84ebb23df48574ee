using Amazon.SecurityToken.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Tests.Sqs;

/// <summary>With signatures checked.</summary>
public sealed class PermissionTests : IAsyncLifetime
{
    private const string JobsArn = "arn:aws:sqs:us-east-1:000000000000:jobs";
    private const string Worker = "arn:aws:iam::000000000000:role/worker";

    private TestAws _aws = null!;
    private AmazonSQSClient _owner = null!;
    private string _url = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await TestAws.StartAsync();
        _owner = _aws.Client();
        _url = (await _owner.CreateQueueAsync("jobs", Token)).QueueUrl;
    }

    public async ValueTask DisposeAsync()
    {
        _owner.Dispose();
        await _aws.DisposeAsync();
    }

    [Fact]
    public async Task A_role_may_do_what_its_policies_allow_and_no_more()
    {
        DefineWorker("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}}""");
        using var worker = await AssumeAsync();
        await worker.SendMessageAsync(_url, "x", Token);

        var error = await FailsAsync(() => worker.ReceiveMessageAsync(_url, Token));

        error.ErrorCode.ShouldBe("AccessDenied");
        error.StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        error.Message.ShouldBe(
            $"User: arn:aws:sts::000000000000:assumed-role/worker/s1 is not authorized to perform: sqs:receivemessage on resource: {JobsArn} because no identity-based policy allows the sqs:receivemessage action");
        var received = await _owner.ReceiveMessageAsync(new ReceiveMessageRequest(_url) { MessageSystemAttributeNames = ["SenderId"] }, Token);
        received.Messages[0].Attributes["SenderId"].ShouldBe("AROAWORKER:s1");
    }

    [Fact]
    public async Task A_session_policy_narrows_its_role()
    {
        using var worker = await AssumeAsync(
            $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:Receive*","Resource":"{{JobsArn}}"} }""");
        await worker.ReceiveMessageAsync(_url, Token);

        (await FailsAsync(() => worker.SendMessageAsync(_url, "x", Token))).Message
            .ShouldEndWith("because no session policy allows the sqs:sendmessage action");
    }

    [Fact]
    public async Task A_queue_policy_lets_another_account_in_and_can_shut_its_own_out()
    {
        var stranger = _aws.Credentials.AddUser("111111111111", "s", "AKIASTRANGER", "secret");
        using var sqs = _aws.Client(credential: stranger);
        (await FailsAsync(() => sqs.SendMessageAsync(_url, "x", Token))).Message
            .ShouldEndWith("because no resource-based policy allows the sqs:sendmessage action");

        await _owner.AddPermissionAsync(new AddPermissionRequest(_url, "in", ["111111111111"], ["SendMessage"]), Token);
        await sqs.SendMessageAsync(_url, "x", Token);
        (await FailsAsync(() => sqs.ReceiveMessageAsync(_url, Token))).ErrorCode.ShouldBe("AccessDenied");

        await _owner.RemovePermissionAsync(_url, "in", Token);
        (await FailsAsync(() => sqs.SendMessageAsync(_url, "x", Token))).ErrorCode.ShouldBe("AccessDenied");

        await SetPolicyAsync("""{"Statement":{"Effect":"Deny","Principal":"*","Action":"sqs:SendMessage","Resource":"*"}}""");
        (await FailsAsync(() => _owner.SendMessageAsync(_url, "x", Token))).Message
            .ShouldEndWith("with an explicit deny in a resource-based policy");
    }

    [Fact]
    public async Task Permissions_are_statements_of_the_policy_by_their_label()
    {
        await _owner.AddPermissionAsync(new AddPermissionRequest(_url, "a", ["111111111111", "222222222222"], ["SendMessage", "ReceiveMessage"]), Token);

        (await FailsAsync(() => _owner.AddPermissionAsync(new AddPermissionRequest(_url, "a", ["1"], ["*"]), Token))).Message
            .ShouldBe("Value a for parameter Label is invalid. Reason: Already exists.");
        (await FailsAsync(() => _owner.RemovePermissionAsync(_url, "b", Token))).Message
            .ShouldBe("Value b for parameter Label is invalid. Reason: can't find label.");
        (await _owner.GetQueueAttributesAsync(_url, ["Policy"], Token)).Attributes["Policy"].ShouldBe(
            $$"""{"Version":"2008-10-17","Id":"{{JobsArn}}/SQSDefaultPolicy","Statement":[{"Sid":"a","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111111111111:root","arn:aws:iam::222222222222:root"]},"Action":["SQS:SendMessage","SQS:ReceiveMessage"],"Resource":"{{JobsArn}}"}]}""");
    }

    [Fact]
    public async Task The_queue_policy_says_whether_S3_may_send()
    {
        _aws.Sqs.LetsS3Send(JobsArn, "arn:aws:s3:::src", "000000000000").ShouldBeFalse();
        await SetPolicyAsync("""
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*",
            "Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::src*"},"StringEquals":{"aws:SourceAccount":"000000000000"}}}}
            """);

        _aws.Sqs.LetsS3Send(JobsArn, "arn:aws:s3:::src-1", "000000000000").ShouldBeTrue();
        _aws.Sqs.LetsS3Send(JobsArn, "arn:aws:s3:::other", "000000000000").ShouldBeFalse();
        _aws.Sqs.LetsS3Send(JobsArn, "arn:aws:s3:::src-1", "999999999999").ShouldBeFalse();
        _aws.Sqs.LetsS3Send(JobsArn + "x", "arn:aws:s3:::src-1", "000000000000").ShouldBeFalse();
    }

    [Fact]
    public void S3_delivers_to_queues_that_are_there()
    {
        _aws.Sqs.Deliver(JobsArn, "{\"Records\":[]}").ShouldBeTrue();
        _aws.Sqs.Deliver(JobsArn + "x", "{}").ShouldBeFalse();

        var queue = _aws.Inside(JobsArn)!;
        queue.Send("second");
        queue.Peek().Select(m => m.Body).ShouldBe(["{\"Records\":[]}", "second"]);
        (queue.Depth.Visible, queue.Waiting).ShouldBe((2, 0));
        _aws.Inside(JobsArn + "x").ShouldBeNull();
    }

    private static Task<AmazonSQSException> FailsAsync(Func<Task> call) => Should.ThrowAsync<AmazonSQSException>(call);

    private void DefineWorker(string policy) => _aws.Roles.Define(new Role(Worker, "AROAWORKER")
    {
        PermissionPolicies = [PolicyDocument.Parse(policy, PolicyKind.Identity)],
    });

    private async Task<AmazonSQSClient> AssumeAsync(string? policy = null)
    {
        using var sts = _aws.StsClient();
        var assumed = await sts.AssumeRoleAsync(
            new AssumeRoleRequest { RoleArn = Worker, RoleSessionName = "s1", Policy = policy }, Token);
        return _aws.Client(credential: _aws.Credentials.Find(assumed.Credentials.AccessKeyId));
    }

    private Task<SetQueueAttributesResponse> SetPolicyAsync(string policy) =>
        _owner.SetQueueAttributesAsync(_url, new(StringComparer.Ordinal) { ["Policy"] = policy }, Token);
}
