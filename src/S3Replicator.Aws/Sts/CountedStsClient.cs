using Amazon.Runtime.Internal;
using Amazon.SecurityToken;

namespace S3Replicator.Aws.Sts;

internal sealed class CountedStsClient(AwsContext context, AmazonSecurityTokenServiceConfig config)
    : AmazonSecurityTokenServiceClient(context.Credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerAfter<RetryHandler>(new RequestCountingHandler(context));
    }

    public static CountedStsClient Create(AwsContext context)
    {
        var config = new AmazonSecurityTokenServiceConfig { RegionEndpoint = context.Region };

        if (context.Endpoints.Sts is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = context.Region.SystemName;
        }

        return new(context, config);
    }
}
