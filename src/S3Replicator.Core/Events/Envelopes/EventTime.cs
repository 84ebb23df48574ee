using System.Globalization;
using System.Text.Json;

namespace S3Replicator.Core.Events.Envelopes;

/// <summary>Reads an event's time.</summary>
internal static class EventTime
{
    /// <summary>The member's time: ISO 8601 text, or a number of seconds since 1970; null when it is neither.</summary>
    public static DateTimeOffset? Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            // What has no offset is UTC here, but local time to the reader.
            return !reader.ValueIsEscaped && reader.ValueSpan.EndsWith("Z"u8) && reader.TryGetDateTimeOffset(out var time)
                ? time
                : Parse(ref reader);
        }

        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetDouble(out var seconds) ? OfSeconds(seconds) : null;
        }

        reader.Skip();
        return null;
    }

    // ISO 8601 forms that System.Text.Json does not take, such as an offset without a colon.
    private static DateTimeOffset? Parse(ref Utf8JsonReader reader) =>
        reader.ValueSpan.Length <= 40 && !reader.ValueIsEscaped
            && DateTimeOffset.TryParse(
                System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time)
            ? time
            : null;

    private static DateTimeOffset? OfSeconds(double seconds)
    {
        var milliseconds = Math.Round(seconds * 1000);
        return milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : null;
    }
}
