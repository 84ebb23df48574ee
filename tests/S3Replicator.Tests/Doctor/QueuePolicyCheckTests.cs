using S3Replicator.Doctor;
using S3Replicator.Doctor.Queues;

namespace S3Replicator.Tests.Doctor;

public sealed class QueuePolicyCheckTests
{
    private const string Queue = "arn:aws:sqs:us-east-1:111122223333:events";
    private const string Allow = """ "Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:111122223333:events" """;

    [Theory]
    [InlineData("""{ALLOW}""", nameof(CheckResult.Pass))]
    [InlineData("""{ALLOW,"Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:s3:::source"},"StringEquals":{"aws:SourceAccount":"111122223333"}}}""", nameof(CheckResult.Pass))]
    [InlineData("""{ALLOW,"Condition":{"StringEquals":{"AWS:sourceaccount":["1","111122223333"]}}}""", nameof(CheckResult.Pass))]
    [InlineData("""{ALLOW,"Condition":{"StringEquals":{"aws:SourceAccount":"444455556666"}}}""", nameof(CheckResult.Fail))]
    [InlineData("""{ALLOW,"Condition":{"ArnNotLike":{"aws:SourceArn":"arn:aws:s3:::source"}}}""", nameof(CheckResult.Fail))]
    [InlineData("""{ALLOW,"Condition":{"ArnNotLike":{"aws:SourceArn":"arn:aws:s3:::other"}}}""", nameof(CheckResult.Pass))]
    [InlineData("""{ALLOW,"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::sour*"}}}""", nameof(CheckResult.Pass))]
    [InlineData("""{ALLOW,"Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:s3:::sour*"}}}""", nameof(CheckResult.Fail))]
    [InlineData("""{ALLOW,"Condition":{"Bool":{"aws:SecureTransport":true}}}""", nameof(CheckResult.Pass))]
    [InlineData("""{ALLOW,"Condition":{"Null":{"aws:SourceArn":"true"}}}""", nameof(CheckResult.Fail))]
    [InlineData("""{ALLOW,"Condition":{"StringEquals":{"aws:SourceOrgID":"o-1"}}}""", nameof(CheckResult.Warn))]
    [InlineData("""{ALLOW,"Condition":{"DateLessThan":{"aws:SourceAccount":"x"}}}""", nameof(CheckResult.Warn))]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:*","Resource":"arn:aws:sqs:us-east-1:111122223333:other"}""", nameof(CheckResult.Fail))]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:*"}""", nameof(CheckResult.Fail))]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"SQS:SendMessage"}""", nameof(CheckResult.Pass))]
    [InlineData("""{"Effect":"Allow","Principal":"*","NotAction":"sqs:SendMessage"}""", nameof(CheckResult.Fail))]
    [InlineData("""[{ALLOW},{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*"}]""", nameof(CheckResult.Fail))]
    [InlineData("""[{ALLOW},{"Effect":"Deny","Principal":"*","Action":"sqs:*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]""", nameof(CheckResult.Pass))]
    [InlineData("""[{ALLOW},{"Effect":"Deny","Principal":"*","Action":"sqs:*","Condition":{"StringNotEquals":{"aws:SourceAccount":"444455556666"}}}]""", nameof(CheckResult.Fail))]
    [InlineData("""[{ALLOW},{"Effect":"Deny","Principal":"*","Action":"sqs:*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}}]""", nameof(CheckResult.Warn))]
    [InlineData("""[{ALLOW},{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::1:root"},"Action":"sqs:*"}]""", nameof(CheckResult.Pass))]
    public void Judges_a_policy_as_SQS_does_when_S3_sends(string statements, string expected) =>
        Judge($$"""{"Statement":{{statements.Replace("ALLOW", Allow, StringComparison.Ordinal)}}}""", "111122223333").Result.ToString().ShouldBe(expected);

    [Fact]
    public void An_account_is_not_judged_where_the_owner_is_not_known() =>
        Judge("""{"Statement":{ALLOW,"Condition":{"StringEquals":{"aws:SourceAccount":"444455556666"}}}}""".Replace("ALLOW", Allow, StringComparison.Ordinal), owner: null)
            .Result.ShouldBe(CheckResult.Warn);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"Statement":[1]}""")]
    [InlineData("""{"Statement":[{"Principal":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Condition":{"Bool":1}}]}""")]
    public void What_is_no_policy_lets_nobody_in(string policy) => Judge(policy, "111122223333").Result.ShouldNotBe(CheckResult.Pass);

    [Fact]
    public void The_mend_is_in_the_partition_of_the_bucket() => QueuePolicyCheck
        .Of(new("events", "url", new Dictionary<string, string>(StringComparer.Ordinal)), new(Queue, "arn:aws-cn:s3:::source", "111122223333"))
        .Mend.ShouldContain("""{"ArnEquals":{"aws:SourceArn":"arn:aws-cn:s3:::source"},"StringEquals":{"aws:SourceAccount":"111122223333"}}}""");

    private static Finding Judge(string policy, string? owner) => QueuePolicyCheck.Of(
        new("events", "url", new Dictionary<string, string>(StringComparer.Ordinal) { ["Policy"] = policy }), new(Queue, "arn:aws:s3:::source", owner));
}
