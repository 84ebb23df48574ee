using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry.Metrics;

namespace S3Replicator.Hosting.Http;

/// <summary><c>/metrics</c> in Prometheus's text format.</summary>
internal sealed class MetricsEndpoint(MeterProvider meterProvider) : IHttpEndpoints
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint("/metrics", meterProvider, configureBranchedPipeline: null, optionsName: null);
}
