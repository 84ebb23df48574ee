using S3Replicator.Aws.Sqs;

namespace S3Replicator.Aws.Tests.Sqs;

public sealed class RedrivePoliciesTests
{
    [Theory]
    [InlineData("""{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:0:dead","maxReceiveCount":5}""", 5)]
    [InlineData("""{"maxReceiveCount":"1000"}""", 1000)]
    [InlineData("""{"maxReceiveCount":true}""", null)]
    [InlineData("""{"maxReceiveCount":"many"}""", null)]
    [InlineData("[]", null)]
    [InlineData("{", null)]
    [InlineData("7", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Reads_how_often_a_message_is_received(string? policy, int? receives) => RedrivePolicies.MostReceives(policy).ShouldBe(receives);
}
