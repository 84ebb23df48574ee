using System.Globalization;
using S3Replicator.Core.Rules;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace S3Replicator.Demo;

/// <summary>The demo's tables.</summary>
internal static class DemoScreen
{
    /// <summary>The live table: what each rule has done, and the newest operations.</summary>
    public static IRenderable Live(RuleSet rules, DemoProgress progress, string caption)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("Replication").Caption(Markup.Escape(caption));
        AddTexts(table, "Rule", "Destination");
        AddNumbers(table, "Copied", "Deleted", "Bytes", "Lag p50, p99, max");

        foreach (var (document, rule) in RulesOf(rules))
        {
            var counts = progress.CountsOf(rule.Id);
            table.AddRow(
                Lines(rule.Id, $"{document.Bucket}/{rule.Filter.Prefix}"),
                Lines(rule.Destination.Bucket, $"{RegionOf(rule)}, {ClassOf(rule)}"),
                Number(counts.Replicated),
                Number(counts.Deleted),
                Number(counts.Bytes),
                Lags(counts));
        }

        return new Rows([table, .. progress.NewestOperations().Select(line => new Text(line))]);
    }

    /// <summary>The end: what the check found.</summary>
    public static IRenderable Findings(IReadOnlyList<DemoFinding> findings)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("Every destination object against its source");
        AddTexts(table, "Rule", "Destination", "Region", "Class");
        AddNumbers(table, "Checked", "Differences");
        AddTexts(table, "Result");

        foreach (var finding in findings)
        {
            table.AddRow(
                Markup.Escape(finding.Rule.Id),
                Markup.Escape(finding.Rule.Destination.Bucket),
                RegionOf(finding.Rule),
                Markup.Escape(ClassOf(finding.Rule)),
                Number(finding.Checked),
                Number(finding.Differences.Count),
                finding.Differences.Count == 0 ? "[green]equal[/]" : "[red]different[/]");
        }

        return table;
    }

    private static void AddTexts(Table table, params string[] names)
    {
        foreach (var name in names)
        {
            table.AddColumn(name, column => column.NoWrap());
        }
    }

    private static void AddNumbers(Table table, params string[] names)
    {
        foreach (var name in names)
        {
            table.AddColumn(name, column => column.RightAligned().NoWrap());
        }
    }

    private static IEnumerable<(ReplicationDocument Document, ReplicationRule Rule)> RulesOf(RuleSet rules) =>
        rules.Documents.SelectMany(document => document.Rules, (document, rule) => (document, rule));

    private static string RegionOf(ReplicationRule rule) =>
        string.Equals(rule.Destination.Bucket, DemoNames.ArchiveBucket, StringComparison.Ordinal) ? DemoNames.AwayRegion : DemoNames.HomeRegion;

    private static string ClassOf(ReplicationRule rule) => rule.Destination.StorageClass ?? "as source";

    /// <summary>Two lines in one cell, so that the table fits a terminal of 100 columns.</summary>
    private static string Lines(string first, string second) => $"{Markup.Escape(first)}\n[grey]{Markup.Escape(second)}[/]";

    private static string Lags(DemoRuleCounts counts) => counts.Max < 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{counts.P50:0}, {counts.P99:0}, {counts.Max:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{counts.P50 / 1000:0.0}, {counts.P99 / 1000:0.0}, {counts.Max / 1000:0.0} s");

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
