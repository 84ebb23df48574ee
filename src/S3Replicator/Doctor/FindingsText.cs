using System.Globalization;
using S3Replicator.Commands;
using Spectre.Console;

namespace S3Replicator.Doctor;

/// <summary>Findings for people: a table of checks, and what mends those that did not pass.</summary>
internal static class FindingsText
{
    public static string Write(IReadOnlyList<Finding> findings)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var table = new Table().Border(TableBorder.Simple);

        foreach (var column in (ReadOnlySpan<string>)["", "Check", "Of", "Found"])
        {
            table.AddColumn(column);
        }

        foreach (var finding in FindingRows.Of(findings))
        {
            table.AddRow(ResultOf(finding.Result), Cell(finding.Check), Cell(finding.Subject), Cell(finding.Found));
        }

        Terminal.Create(writer).Write(table);
        var text = writer.GetStringBuilder();

        // What one step mends together is told together.
        foreach (var mend in findings.Where(finding => finding.Mend.Length > 0).GroupBy(finding => finding.Mend, StringComparer.Ordinal))
        {
            foreach (var finding in mend)
            {
                text.Append(finding.Check).Append(", ").Append(TerminalText.Visible(finding.Subject)).Append(":\n");
            }

            text.Append("  ").Append(TerminalText.Visible(mend.Key)).Append('\n');
        }

        var counts = findings.CountBy(finding => finding.Result).ToDictionary();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{counts.GetValueOrDefault(CheckResult.Pass)} passed, {counts.GetValueOrDefault(CheckResult.Warn)} to look at, {counts.GetValueOrDefault(CheckResult.Fail)} failed.\n");
        return text.ToString();
    }

    private static Text ResultOf(CheckResult result) => result switch
    {
        CheckResult.Pass => new("pass", new Style(Color.Green)),
        CheckResult.Warn => new("warn", new Style(Color.Yellow)),
        _ => new("fail", new Style(Color.Red)),
    };

    private static Text Cell(string text) => new(TerminalText.Visible(text));
}
