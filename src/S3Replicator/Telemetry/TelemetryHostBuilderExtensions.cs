using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Telemetry;

/// <summary>Ways out for metrics and traces: OTLP by the standard <c>OTEL_*</c> variables, Prometheus where the worker listens.</summary>
internal static class TelemetryHostBuilderExtensions
{
    /// <summary>The least that the exporters keep room for, which is their own default.</summary>
    private const int LeastSeries = 2_000;

    /// <summary>How many series an instrument has for one rule at most: by reason, class or place.</summary>
    private const int SeriesOfRule = 10;

    /// <summary>From fast copies up to a day, with S3's own threshold of 15 minutes among them.</summary>
    private static readonly double[] LatencyBounds =
        [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];

    /// <summary>Sends metrics and traces where an endpoint is named, and keeps metrics for scraping where that is asked for; otherwise does nothing.</summary>
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder, RuleSet rules, bool isScraped)
    {
        var sendsMetrics = IsNamed("OTEL_EXPORTER_OTLP_ENDPOINT") || IsNamed("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT");
        var sendsTraces = IsNamed("OTEL_EXPORTER_OTLP_ENDPOINT") || IsNamed("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");

        if (!sendsMetrics && !sendsTraces && !isScraped)
        {
            return builder;
        }

        var series = Math.Max(LeastSeries, rules.Documents.Sum(document => document.Rules.Length) * SeriesOfRule);
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(AddService);

        if (sendsMetrics || isScraped)
        {
            telemetry.WithMetrics(metrics => AddMetrics(metrics, series, sendsMetrics, isScraped));
        }

        if (sendsTraces)
        {
            telemetry.WithTracing(traces => traces.AddSource(OperationTrace.SourceName).AddOtlpExporter());
        }

        return builder;
    }

    private static void AddMetrics(MeterProviderBuilder metrics, int series, bool isSent, bool isScraped)
    {
        metrics.AddMeter(ReplicatorMetrics.MeterName).AddView(instrument => instrument.Name is ReplicatorMetrics.LatencyName
            ? new ExplicitBucketHistogramConfiguration { Boundaries = LatencyBounds, CardinalityLimit = series }
            : new MetricStreamConfiguration { CardinalityLimit = series });

        if (isSent)
        {
            metrics.AddOtlpExporter();
        }

        if (isScraped)
        {
            metrics.AddPrometheusExporter();
        }
    }

    private static void AddService(ResourceBuilder resource)
    {
        // What the standard variables say goes over it.
        resource.Clear().AddService("s3replicator", serviceInstanceId: Environment.MachineName).AddTelemetrySdk().AddEnvironmentVariableDetector();
    }

    private static bool IsNamed(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
