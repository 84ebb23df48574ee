using System.Text.Json;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Telemetry;

/// <summary>A receiver of OTLP over HTTP that decodes by OpenTelemetry's own definitions, in Node.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private readonly ProgramProcess _process;
    private readonly string _endpoint;

    private OtlpReceiver(ProgramProcess process, string endpoint)
    {
        _process = process;
        _endpoint = endpoint;
    }

    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _endpoint,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
    };

    public static async Task<OtlpReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var modules = Path.Combine(ProgramLocation.Repository, "artifacts", "npm", "node_modules");
        Directory.Exists(Path.Combine(modules, "@opentelemetry", "otlp-transformer")).ShouldBeTrue(
            "@opentelemetry/otlp-transformer is not there. test.sh installs it: npm ci --prefix artifacts/npm, with tests/npm/package*.json copied there.");
        var process = ProgramProcess.Start(new ProgramStart(Path.Combine(ProgramLocation.Repository, "tests", "npm", "otlp-receiver.js"))
        {
            FileName = "node",
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["NODE_PATH"] = modules },
        });

        try
        {
            var line = await process.OutputLineAsync(line => line.StartsWith("http://", StringComparison.Ordinal), Bound, cancellationToken);
            return new(process, line);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>The metrics by name, as they were received last.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>> MetricsAsync(CancellationToken cancellationToken)
    {
        var metrics = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        await Poll.UntilAsync(() => Received("metrics").Any(), Bound, cancellationToken);

        foreach (var metric in Received("metrics").SelectMany(body => Members(body, "resourceMetrics"))
            .SelectMany(resource => Members(resource, "scopeMetrics"))
            .SelectMany(scope => Members(scope, "metrics")))
        {
            metrics[metric.GetProperty("name").GetString()!] = metric;
        }

        return metrics;
    }

    /// <summary>All spans that were received.</summary>
    public async Task<IReadOnlyList<JsonElement>> SpansAsync(CancellationToken cancellationToken)
    {
        await Poll.UntilAsync(() => Received("traces").Any(), Bound, cancellationToken);
        return [.. Received("traces").SelectMany(body => Members(body, "resourceSpans"))
            .SelectMany(resource => Members(resource, "scopeSpans"))
            .SelectMany(scope => Members(scope, "spans"))];
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    /// <summary>A list that is absent is empty.</summary>
    private static JsonElement[] Members(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) ? [.. list.EnumerateArray()] : [];

    private IEnumerable<JsonElement> Received(string signal) => _process.StandardOutput.Split('\n')
        .Where(line => line.StartsWith(signal + " ", StringComparison.Ordinal) && line.EndsWith('}'))
        .Select(line => JsonDocument.Parse(line[(signal.Length + 1)..]).RootElement);
}
