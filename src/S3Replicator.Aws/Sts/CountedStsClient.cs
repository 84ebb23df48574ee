using Amazon.Runtime.Internal;
using Amazon.SecurityToken;

namespace S3Replicator.Aws.Sts;

internal sealed class CountedStsClient(AwsContext context, AmazonSecurityTokenServiceConfig config)
    : AmazonSecurityTokenServiceClient(context.Credentials, config)
{
    /// <summary>STS answers within a second; what every copy waits for must not hang on a path that swallows packets.</summary>
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(15);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerAfter<RetryHandler>(new RequestCountingHandler(context));
    }

    public static CountedStsClient Create(AwsContext context)
    {
        var config = new AmazonSecurityTokenServiceConfig { RegionEndpoint = context.Region, Timeout = LongestRequest };

        if (context.Endpoints.Sts is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = context.Region.SystemName;
        }

        return new(context, config);
    }
}
