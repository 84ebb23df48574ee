using OpenTelemetry.Metrics;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Telemetry;

/// <summary>Ways out for metrics, by the standard <c>OTEL_*</c> variables.</summary>
internal static class TelemetryHostBuilderExtensions
{
    /// <summary>Sends metrics by OTLP when an endpoint is named; without one nothing is sent.</summary>
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 }
            || Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT") is { Length: > 0 })
        {
            builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(ReplicatorMetrics.MeterName).AddOtlpExporter());
        }

        return builder;
    }
}
