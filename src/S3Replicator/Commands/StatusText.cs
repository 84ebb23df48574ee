using System.Globalization;
using System.Text;
using S3Replicator.Core.Tracking.Receipts;

namespace S3Replicator.Commands;

/// <summary>One object's replicas for people.</summary>
internal static class StatusText
{
    public static string Write(ObjectStatus status)
    {
        var text = new StringBuilder();
        text.Append(TerminalText.Visible($"s3://{status.Bucket}/{status.Key}"));
        text.Append(status.VersionId is { } version ? $" version {TerminalText.Visible(version)}" : string.Empty).Append('\n');

        foreach (var replica in status.Replicas)
        {
            Write(text, replica);
        }

        if (status.Replicas.Count == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Nothing is known of it since {status.SearchedFrom.UtcDateTime:yyyy-MM-dd HH:mm} UTC.\n");
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, ReplicaStatus replica)
    {
        var terminal = TerminalText.ForStandardOutput();
        var word = StatusDocument.WordFor(replica.Status).PadRight(9);
        text.Append("  ").Append(replica.Status switch
        {
            ReplicaState.Completed => terminal.Green(word),
            ReplicaState.Failed => terminal.Red(word),
            ReplicaState.Pending => terminal.Yellow(word),
            _ => word,
        });
        text.Append(TerminalText.Visible($"  {replica.Rule} → s3://{replica.Destination.Bucket}/{replica.Destination.Key}"));

        if (replica.Destination.VersionId is { } version)
        {
            text.Append(TerminalText.Visible($" version {version}"));
        }

        Details(text.Append('\n'), replica);
    }

    private static void Details(StringBuilder text, ReplicaStatus replica)
    {
        var details = new List<string>();

        if (replica.ReplicatedAt is { } time)
        {
            details.Add($"at {time}");
        }

        if (replica.LagSeconds is { } lag)
        {
            details.Add(string.Create(CultureInfo.InvariantCulture, $"{lag:0.000} s after the event"));
        }

        if (replica.Reason is { } reason)
        {
            details.Add(replica.Message is { } message ? $"{reason}: {message}" : reason);
        }

        if (replica.Attempts > 1)
        {
            details.Add(string.Create(CultureInfo.InvariantCulture, $"{replica.Attempts} tries"));
        }

        if (details.Count > 0)
        {
            text.Append("             ").Append(TerminalText.Visible(string.Join(", ", details))).Append('\n');
        }
    }
}
