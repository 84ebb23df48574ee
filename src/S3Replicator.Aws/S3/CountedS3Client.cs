using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace S3Replicator.Aws.S3;

internal sealed class CountedS3Client(AwsContext context, AWSCredentials credentials, AmazonS3Config config)
    : AmazonS3Client(credentials, config)
{
    /// <summary>The end of all patience; <see cref="RequestLimits"/> ends what is sent for objects long before it.</summary>
    private static readonly TimeSpan LongestCopy = TimeSpan.FromMinutes(30);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerAfter<RetryHandler>(new RequestCountingHandler(context));
        pipeline.AddHandlerAfter<Signer>(new SlashedKeyHandler());
    }

    public static CountedS3Client Create(AwsContext context, AWSCredentials credentials, RegionEndpoint region, TimeSpan? timeout = null)
    {
        var config = new AmazonS3Config
        {
            RegionEndpoint = region,
            Timeout = timeout ?? LongestCopy,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxErrorRetry = 0,
            AllowAutoRedirect = false,
            DisableLogging = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            DisableS3ExpressSessionAuth = true,
        };

        if (context.Endpoints.S3 is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = region.SystemName;
            config.ForcePathStyle = true;
        }

        return new(context, credentials, config);
    }
}
