using System.Diagnostics;

namespace S3Replicator.Core.Tracking;

/// <summary>Reads the trace header of X-Ray, which SQS keeps with a message: <c>Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1</c>.</summary>
internal static class TraceHeader
{
    private const int TraceIdLength = 32;
    private const int SpanIdLength = 16;

    /// <summary>The context that it names; null where it names none.</summary>
    public static ActivityContext? Parse(string? header)
    {
        if (header is null or { Length: > 1024 })
        {
            return null;
        }

        string? trace = null;
        string? span = null;
        var flags = ActivityTraceFlags.None;

        foreach (var part in header.Split(';', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var value = part[(equals + 1)..];

            switch (equals < 0 ? string.Empty : part[..equals])
            {
                case "Root":
                    trace = value.StartsWith("1-", StringComparison.Ordinal) ? value[2..].Replace("-", string.Empty, StringComparison.Ordinal) : null;
                    break;
                case "Parent":
                    span = value;
                    break;
                case "Sampled" when value is "1":
                    flags = ActivityTraceFlags.Recorded;
                    break;
                default:
                    break;
            }
        }

        return IsId(trace, TraceIdLength) && IsId(span, SpanIdLength)
            ? new(ActivityTraceId.CreateFromString(trace), ActivitySpanId.CreateFromString(span), flags, isRemote: true)
            : null;
    }

    private static bool IsId(string? text, int length) =>
        text?.Length == length && text.All(char.IsAsciiHexDigitLower) && text.Any(digit => digit != '0');
}
