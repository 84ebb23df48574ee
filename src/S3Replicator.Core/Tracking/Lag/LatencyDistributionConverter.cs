using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>A distribution as one array: the longest in milliseconds, then for each bucket that is not empty how far it is from the one before, and its count.</summary>
internal sealed class LatencyDistributionConverter : JsonConverter<LatencyDistribution>
{
    /// <summary>So many that the sum of all buckets of a fleet is still a number.</summary>
    private const long MostInBucket = 1_000_000_000_000;

    public override LatencyDistribution Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A distribution is an array.");
        }

        var max = Next(ref reader) is { } first and <= int.MaxValue ? first : throw new JsonException("A distribution begins with the longest latency.");
        var buckets = ImmutableArray.CreateBuilder<(int, long)>();

        for (long index = -1; Next(ref reader) is { } gap;)
        {
            var count = Next(ref reader) ?? throw new JsonException("A bucket has a count.");
            index = gap is > 0 and <= LatencyHistogram.Buckets ? index + gap : LatencyHistogram.Buckets;

            if (index >= LatencyHistogram.Buckets || count is <= 0 or > MostInBucket)
            {
                throw new JsonException("There is no such bucket.");
            }

            buckets.Add(((int)index, count));
        }

        return new(buckets.DrainToImmutable(), max);
    }

    public override void Write(Utf8JsonWriter writer, LatencyDistribution value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.MaxMilliseconds);
        var last = -1;

        foreach (var (index, count) in value.Buckets)
        {
            writer.WriteNumberValue(index - last);
            writer.WriteNumberValue(count);
            last = index;
        }

        writer.WriteEndArray();
    }

    /// <summary>The next number, or null at the end of the array.</summary>
    private static long? Next(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray)
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number >= 0
            ? number
            : throw new JsonException("A distribution is made of whole numbers.");
    }
}
