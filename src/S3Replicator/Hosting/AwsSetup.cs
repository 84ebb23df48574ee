using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using S3Replicator.Aws;
using S3Replicator.Commands;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Hosting;

/// <summary>Finds credentials and region as every AWS SDK does.</summary>
internal static class AwsSetup
{
    public static async Task<AwsContext> CreateAsync(string? regionOfQueue, CancellationToken cancellationToken)
    {
        var region = FallbackRegionFactory.GetRegionEndpoint()
            ?? (regionOfQueue is null ? null : RegionEndpoint.GetBySystemName(regionOfQueue))
            ?? throw new CommandException(
                ExitCode.WrongUsage, "No AWS region is known.", "Set AWS_REGION, or a region in the AWS profile.");

        try
        {
            var credentials = await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync();
            await credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
            return new(credentials, region, AwsEndpoints.FromEnvironment(Environment.GetEnvironmentVariable), new RequestCounter());
        }
        catch (Exception exception) when (exception is AmazonClientException or AmazonServiceException)
        {
            throw new CommandException(
                ExitCode.AwsRefused,
                $"No AWS credentials were found: {exception.Message}",
                "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or run with a role of ECS, EKS or EC2.",
                exception);
        }
    }
}
