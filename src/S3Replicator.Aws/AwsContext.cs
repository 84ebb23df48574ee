using Amazon;
using Amazon.Runtime;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Aws;

/// <summary>What every client of AWS here has in common.</summary>
/// <param name="Credentials">The ambient credentials, from the standard chain.</param>
/// <param name="Region">The region that the worker runs in; used where a bucket or queue does not tell its own.</param>
/// <param name="Endpoints">Endpoints other than AWS's own.</param>
/// <param name="Requests">Counts what leaves the process.</param>
public sealed record AwsContext(AWSCredentials Credentials, RegionEndpoint Region, AwsEndpoints Endpoints, RequestCounter Requests)
{
    /// <summary>Is shown the <c>Date</c> headers of answers, and tells AWS's time by them.</summary>
    public ServerClock Clock { get; init; } = new(TimeProvider.System);
}
