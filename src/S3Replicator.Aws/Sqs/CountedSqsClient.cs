using Amazon;
using Amazon.Runtime.Internal;
using Amazon.SQS;

namespace S3Replicator.Aws.Sqs;

internal sealed class CountedSqsClient(AwsContext context, AmazonSQSConfig config) : AmazonSQSClient(context.Credentials, config)
{
    /// <summary>The longest poll, 20 seconds, and a margin.</summary>
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerAfter<RetryHandler>(new RequestCountingHandler(context));
    }

    public static CountedSqsClient Create(AwsContext context, RegionEndpoint region)
    {
        var config = new AmazonSQSConfig { RegionEndpoint = region, Timeout = LongestRequest };

        if (context.Endpoints.Sqs is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = region.SystemName;
        }

        return new(context, config);
    }
}
