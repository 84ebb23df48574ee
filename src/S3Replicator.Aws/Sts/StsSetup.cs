using Microsoft.Extensions.Logging;

namespace S3Replicator.Aws.Sts;

/// <summary>Makes the role sessions of a worker.</summary>
public static class StsSetup
{
    /// <summary>Sessions by the worker's own STS client, named after the worker.</summary>
    public static RoleSessions Create(AwsContext context, string workerId, TimeProvider timeProvider, ILogger<RoleSessions> logger) =>
#pragma warning disable CA2000 // The sessions own their client.
        new(CountedStsClient.Create(context), SessionNames.For(workerId), timeProvider, logger);
#pragma warning restore CA2000
}
