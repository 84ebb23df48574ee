using S3Replicator.Aws.Sqs;

namespace S3Replicator.Aws.Tests.Sqs;

public sealed class QueueAddressTests
{
    [Theory]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/111122223333/events", "events", "eu-west-1")]
    [InlineData("https://eu-west-1.queue.amazonaws.com/111122223333/events", "events", "eu-west-1")]
    [InlineData("https://sqs.us-gov-west-1.amazonaws.com/111122223333/events", "events", "us-gov-west-1")]
    [InlineData("http://127.0.0.1:4566/queue/ap-south-1/000000000000/events", "events", "ap-south-1")]
    [InlineData("http://sqs.eu-west-1.localhost.localstack.cloud:4566/000000000000/events", "events", "eu-west-1")]
    [InlineData("http://127.0.0.1:4566/000000000000/events", "events", null)]
    public void Reads_name_and_region(string url, string name, string? region) =>
        QueueAddress.Parse(url).ShouldBe(new QueueAddress(url, name, region));

    [Theory]
    [InlineData("")]
    [InlineData("events")]
    [InlineData("arn:aws:sqs:eu-west-1:111122223333:events")]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/")]
    [InlineData("ftp://sqs.eu-west-1.amazonaws.com/111122223333/events")]
    public void Refuses_what_is_no_queue_URL(string url) => QueueAddress.Parse(url).ShouldBeNull();
}
