using System.Globalization;
using System.Text;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Hosting;

/// <summary>A run's summary for people.</summary>
internal static class SummaryText
{
    private const int Width = 14;
    private const int LineLength = 100;

    public static string Write(RunSummary summary)
    {
        var text = new StringBuilder();
        Line(text, "received", $"{summary.Received:N0} messages, {summary.Records:N0} records");

        if (summary.DryRun is { } dryRun)
        {
            Counts(text, "would do", dryRun.Actions);
            Counts(text, "would skip", summary.Skipped);
            Line(text, "would fail", $"{dryRun.Failing:N0}");
            Counts(text, "unreadable", summary.Unreadable);
            Counts(text, "would request", dryRun.Requests);
            text.Append("Nothing was written; every message is back in its queue.");
            return text.ToString();
        }

        Line(text, "replicated", $"{summary.Replicated:N0} objects, {summary.Bytes:N0} bytes");
        Line(text, "deleted", $"{summary.Deleted:N0}");
        Line(text, "synced", $"{summary.Synced:N0} changes of tags or ACLs");
        Counts(text, "skipped", summary.Skipped);
        Counts(text, "failed", summary.Failed);
        Counts(text, "unreadable", summary.Unreadable);
        Counts(text, "requests", summary.Requests);
        var lag = summary.LagSeconds;
        Line(text, "lag", $"p50 {lag.P50:0.000} s, p99 {lag.P99:0.000} s, max {lag.Max:0.000} s");
        return text.ToString().TrimEnd();
    }

    private static void Counts(StringBuilder text, string name, IReadOnlyDictionary<string, long> counts)
    {
        var total = counts.Values.Sum();
        var parts = counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} {count.Value:N0}"));
        var line = new StringBuilder(name.PadRight(Width)).Append(CultureInfo.InvariantCulture, $"{total:N0}");
        var separator = " (";

        foreach (var part in parts)
        {
            if (line.Length + separator.Length + part.Length >= LineLength)
            {
                text.Append(line).AppendLine(separator.TrimEnd());
                line.Clear().Append(' ', Width);
                separator = string.Empty;
            }

            line.Append(separator).Append(part);
            separator = ", ";
        }

        text.Append(line).AppendLine(separator is " (" ? string.Empty : ")");
    }

    private static void Line(StringBuilder text, string name, FormattableString value) =>
        text.Append(name.PadRight(Width)).AppendLine(FormattableString.Invariant(value));
}
