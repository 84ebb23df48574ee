using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;

namespace S3Replicator.Demo;

/// <summary>Plain clients of the local AWS, as any application would have them.</summary>
internal sealed class DemoClients(Uri endpoint) : IDisposable
{
    public BasicAWSCredentials Credentials { get; } = new("test", "test");

    public AmazonS3Client Home { get; } = CreateS3(endpoint, DemoNames.HomeRegion);

    public AmazonS3Client Away { get; } = CreateS3(endpoint, DemoNames.AwayRegion);

    public AmazonSQSClient Queues { get; } = new(
        new BasicAWSCredentials("test", "test"),
        new AmazonSQSConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = DemoNames.HomeRegion });

    public void Dispose()
    {
        Home.Dispose();
        Away.Dispose();
        Queues.Dispose();
    }

    private static AmazonS3Client CreateS3(Uri endpoint, string region) => new(
        new BasicAWSCredentials("test", "test"),
        new AmazonS3Config { ServiceURL = endpoint.ToString(), AuthenticationRegion = region, ForcePathStyle = true });
}
