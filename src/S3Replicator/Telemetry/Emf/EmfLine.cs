using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace S3Replicator.Telemetry.Emf;

/// <summary>One line of CloudWatch's embedded metric format.</summary>
internal static class EmfLine
{
    /// <summary>The namespace that all metrics are in.</summary>
    public const string Namespace = "S3Replicator";

    /// <summary>How many values a metric of one line takes.</summary>
    public const int MostValues = 100;

    public static string Write(DateTimeOffset time, IReadOnlyList<(string Name, string Value)> dimensions, IReadOnlyList<EmfMetric> metrics)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);

#pragma warning disable MA0045 // It writes to memory.
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
#pragma warning restore MA0045
        {
            writer.WriteStartObject();
            WriteMetadata(writer, time, dimensions, metrics);

            foreach (var (name, value) in dimensions)
            {
                writer.WriteString(name, value);
            }

            foreach (var metric in metrics)
            {
                WriteValue(writer, metric);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteMetadata(
        Utf8JsonWriter writer, DateTimeOffset time, IReadOnlyList<(string Name, string Value)> dimensions, IReadOnlyList<EmfMetric> metrics)
    {
        writer.WriteStartObject("_aws");
        writer.WriteNumber("Timestamp", time.ToUnixTimeMilliseconds());
        writer.WriteStartArray("CloudWatchMetrics");
        writer.WriteStartObject();
        writer.WriteString("Namespace", Namespace);
        writer.WriteStartArray("Dimensions");
        writer.WriteStartArray();

        foreach (var (name, _) in dimensions)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        writer.WriteEndArray();
        writer.WriteStartArray("Metrics");

        foreach (var metric in metrics)
        {
            writer.WriteStartObject();
            writer.WriteString("Name", metric.Name);
            writer.WriteString("Unit", metric.Unit);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, EmfMetric metric)
    {
        if (metric.Values is null)
        {
            writer.WriteNumber(metric.Name, metric.Value);
            return;
        }

        writer.WriteStartArray(metric.Name);

        foreach (var value in metric.Values)
        {
            writer.WriteNumberValue(value);
        }

        writer.WriteEndArray();
    }
}
