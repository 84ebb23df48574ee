using System.Globalization;
using System.Text;
using S3Replicator.Core.Tracking.Receipts.Chain;

namespace S3Replicator.Commands.Reports;

/// <summary>An audit for people.</summary>
internal static class AuditText
{
    public static string Write(AuditResult result)
    {
        var text = new StringBuilder();
        var terminal = TerminalText.ForStandardOutput();

        foreach (var finding in result.Findings)
        {
            text.Append(terminal.Red(finding.Kind.PadRight(8))).Append("  ").Append(TerminalText.Visible(finding.Subject)).Append("  ")
                .AppendLine(TerminalText.Visible(finding.Found));
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"{result.Segments:N0} segments and {result.Links:N0} links looked at, {result.Findings.Count:N0} findings.");

        if (result.Heads.Count > 0)
        {
            text.AppendLine("Heads; note them, and a later audit with --heads shows that nothing before them was taken away:");
        }

        foreach (var head in result.Heads)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {TerminalText.Visible(head.Worker)}  {head.Number}  {head.Sha256}");
        }

        return text.ToString();
    }
}
