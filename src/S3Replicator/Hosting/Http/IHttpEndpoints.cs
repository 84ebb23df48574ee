using Microsoft.AspNetCore.Routing;

namespace S3Replicator.Hosting.Http;

/// <summary>Adds paths to what <c>--listen</c> serves.</summary>
internal interface IHttpEndpoints
{
    /// <summary>Maps the paths.</summary>
    void Map(IEndpointRouteBuilder routes);
}
