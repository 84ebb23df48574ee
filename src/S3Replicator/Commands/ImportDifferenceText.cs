using System.Text;
using S3Replicator.Core.Rules.Importing;

namespace S3Replicator.Commands;

/// <summary>What differs after an import, for people: what, and below it what to do about it.</summary>
internal static class ImportDifferenceText
{
    public static string Write(IReadOnlyList<ImportDifference> differences, TerminalText terminal)
    {
        var builder = new StringBuilder("What differs from S3's own replication:\n");
        foreach (var difference in differences)
        {
            var rule = difference.Rule is null ? string.Empty : TerminalText.Visible(difference.Rule) + ": ";
            builder.Append("  ").Append(terminal.Yellow(difference.Code)).Append("  ").Append(rule).Append(TerminalText.Visible(difference.Message)).Append('\n')
                .Append("    ").Append(terminal.Dim(TerminalText.Visible(difference.Mend))).Append('\n');
        }

        return builder.ToString();
    }
}
